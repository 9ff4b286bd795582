(section (section_title (title) @name)) @item
(item (header (kind) @context (id) @name (title)? @name)) @item
