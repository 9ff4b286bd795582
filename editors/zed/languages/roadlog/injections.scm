((paragraph) @injection.content
  (#set! injection.language "markdown-inline"))
