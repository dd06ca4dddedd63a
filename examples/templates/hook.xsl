<?xml version="1.0" encoding="UTF-8"?>
<!--
  The body of a webhook, in a form of your own: `template: templates/hook.xsl`. It is JSON, written
  as XML (map, array, string, number, boolean, null), so that no text can break it.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/2005/xpath-functions">
  <xsl:template match="/page">
    <map>
      <string key="text"><xsl:value-of select="digest/@title"/>: <xsl:value-of select="edition//headline[1]"/></string>
      <number key="stories"><xsl:value-of select="edition/@stories"/></number>
      <array key="headlines">
        <xsl:for-each select="edition//story"><string><xsl:value-of select="headline"/></string></xsl:for-each>
      </array>
    </map>
  </xsl:template>
</xsl:stylesheet>
