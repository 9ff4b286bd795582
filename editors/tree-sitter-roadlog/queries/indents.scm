; The body of an item stands deeper than its header, and what goes on deeper than what it goes on with.
(header) @indent.begin
(broken_header) @indent.begin
(section_title) @indent.zero
