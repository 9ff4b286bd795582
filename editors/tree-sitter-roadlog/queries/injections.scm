; Prose may be Markdown, and so may the words of criteria, questions and answers.
((paragraph) @injection.content
  (#set! injection.language "markdown_inline"))
((quoted) @injection.content
  (#set! injection.language "markdown_inline"))
((comment) @injection.content
  (#set! injection.language "comment"))
