; The body of an item stands deeper than its header.
(item) @indent
