((paragraph) @injection.content
  (#set! injection.language "markdown.inline"))
((quoted) @injection.content
  (#set! injection.language "markdown.inline"))
((comment) @injection.content
  (#set! injection.language "comment"))
