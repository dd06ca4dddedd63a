<?xml version="1.0" encoding="UTF-8"?>
<!-- What the pages of this folder share. A template imports only files that stand beside it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>

  <!-- The frame of a page: call it with what stands in it. No script, nothing from another host. -->
  <xsl:template name="frame">
    <xsl:param name="title"/>
    <xsl:param name="content"/>
    <html lang="{/page/@language}">
      <head>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="$title"/></title>
        <link rel="stylesheet" href="{/page/@root}house.css"/>
        <xsl:if test="/page/digest/@atom">
          <link rel="alternate" type="application/atom+xml" href="{/page/digest/@atom}"/>
        </xsl:if>
      </head>
      <body>
        <header><a href="{/page/@root}index.html"><xsl:value-of select="/page/site/@title"/></a></header>
        <main>
          <h1><xsl:value-of select="$title"/></h1>
          <xsl:copy-of select="$content"/>
        </main>
      </body>
    </html>
  </xsl:template>

  <!-- A story: the headline, who told it, what it is about. -->
  <xsl:template match="story">
    <article>
      <h3>
        <xsl:choose>
          <xsl:when test="@url"><a href="{@url}"><xsl:apply-templates select="headline"/></a></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="headline"/></xsl:otherwise>
        </xsl:choose>
      </h3>
      <p class="who">
        <xsl:value-of select="source[1]/@name"/>
        <xsl:text> </xsl:text>
        <xsl:value-of select="source[1]/@published-text"/>
        <xsl:if test="count(source) &gt; 1">, then <xsl:value-of select="count(source) - 1"/> more</xsl:if>
      </p>
      <xsl:if test="new"><p class="new"><xsl:value-of select="new"/></p></xsl:if>
      <xsl:if test="summary"><p><xsl:apply-templates select="summary"/></p></xsl:if>
    </article>
  </xsl:template>

  <!-- The matched words of a headline and a summary. -->
  <xsl:template match="mark"><b><xsl:value-of select="."/></b></xsl:template>
</xsl:stylesheet>
