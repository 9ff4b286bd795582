; A header defines its id; everywhere else an id refers to it.
(source_file) @local.scope
(header (id) @local.definition)
(value (id) @local.reference)
(text (id) @local.reference)
(title (id) @local.reference)
(paragraph (id) @local.reference)
