<?xml version="1.0" encoding="UTF-8"?>
<!--
  The page of one edition, in a look of your own. Try it: `templates: templates` below `site`, and
  copy house.css into the site's folder. What a template finds is told in broadtape-templates(5).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="parts.xsl"/>

  <xsl:template match="/page">
    <xsl:call-template name="frame">
      <xsl:with-param name="title" select="digest/@title"/>
      <xsl:with-param name="content">
        <p class="who"><xsl:value-of select="edition/@day"/>, <xsl:value-of select="edition/@clock"/></p>
        <xsl:apply-templates select="edition/group"/>
        <p><a href="{digest/@href}">All editions</a></p>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="group">
    <section>
      <h2><xsl:value-of select="@title"/></h2>
      <xsl:apply-templates select="story"/>
    </section>
  </xsl:template>
</xsl:stylesheet>
