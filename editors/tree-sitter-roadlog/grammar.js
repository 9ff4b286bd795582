/**
 * @file The format of `.roadmap` and `.backlog` files, as docs/format.md describes it.
 *
 * What a line is depends on its indentation and on the lines above it. So the external scanner (src/scanner.c) says at
 * the start of every line what the line is, with a token without width, and the rules below say what stands in it.
 * Lines that may stand anywhere and change nothing for the lines around them are extras. There is no text that the
 * rules do not accept: a parse never has an error node.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// A name is bounded by what makes up no word. The longest token wins and, of two as long, the one that stands first
// below: `PAY-12` is an id, `PAY-12_a` a word.
const WORD = "\\p{L}\\p{N}_-";
const SUFFIX = "(0|[1-9][0-9]*|[0-9]+[a-z][0-9a-z]*|[a-z]+[0-9][0-9a-z]*)";
const ID = `[A-Z][A-Z0-9]*-${SUFFIX}(\\.[0-9]+)*`;
const LABEL = "\\^[a-z][a-z0-9-]*";
const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const PERIOD = `(${DAY}|[0-9]{4}-(Q[1-4]|H[12]|W[0-9]{2}|[0-9]{2})|[0-9]{4})`;
// Where a URL goes on, and where it may end: a mark at its end belongs to the sentence.
const IN_URL = '[^ \\t\\r\\n<>"`]';
const URL_END = "[^ \\t\\r\\n<>\"`.,;:!?)\\]'*_]";

/** @param {string[]} parts */
const pattern = (...parts) => token(new RustRegex(parts.join("")));

export default grammar({
  name: "roadlog",

  externals: ($) => [
    $._section,
    $._header,
    $._broken_header,
    $._field,
    $._criterion,
    $._question,
    $._answer,
    $._decision,
    $._quote,
    $._paragraph,
    $._prose,
    $._continuation,
    $.comment,
    $.stray,
    $.conflict_marker,
    $.conflict_other,
  ],

  extras: ($) => [/[ \t\r\n]/, $.comment, $.stray, $.conflict_marker, $.conflict_other],

  rules: {
    source_file: ($) => seq(repeat($.item), repeat($.section)),

    section: ($) => seq($.section_title, repeat($.item)),
    section_title: ($) => seq($._section, "==", optional(alias($._words, $.title))),

    item: ($) => seq(choice($.header, $.broken_header), repeat($._entry)),
    header: ($) =>
      seq(
        $._header,
        optional($._bullet),
        $.kind,
        choice($.id, $.new_id),
        optional(token.immediate(":")),
        optional(alias($._words, $.title)),
      ),
    broken_header: ($) => seq($._broken_header, optional($._bullet), $.kind, optional(alias($._words, $.title))),

    _entry: ($) => choice($.field, $.criterion, $.question, $.answer, $.decision, $.quote, $.paragraph),

    field: ($) => seq($._field, $.key, ":", optional($.value)),
    value: ($) => repeat1(choice($._inline, $.date, $.period, $.number, $.tag, $._continuation)),

    criterion: ($) =>
      seq($._criterion, optional($._bullet), choice($.open, $.met, $.dropped), optional($._labelled)),
    // A label is the last word of a criterion; anywhere else it is a word.
    _labelled: ($) => choice(seq(alias($._before_label, $.text), optional($.label)), $.label),
    _before_label: ($) => repeat1(choice($._inline, $._caret, $._continuation)),
    label: ($) => prec(1, $._label),
    _caret: ($) => $._label,

    question: ($) => seq($._question, "?", optional($.text)),
    answer: ($) => seq($._answer, "!", optional($.text)),
    decision: ($) => seq($._decision, "!", optional($.text)),
    text: ($) => repeat1(choice($._inline, $._continuation)),

    quote: ($) => seq($._quote, ">", optional($.quoted)),
    paragraph: ($) => seq($._paragraph, $._words, repeat(seq($._prose, $._words))),

    _words: ($) => repeat1($._inline),
    _inline: ($) =>
      choice($.id, $.criterion_reference, $.handle, $.url, $.code, $._email, $._path, $._word, $._other),

    kind: (_) => /[A-Za-z][A-Za-z0-9-]*/,
    key: (_) => /[a-z][a-z0-9-]*/,
    open: (_) => "[ ]",
    met: (_) => /\[[xX]\]/,
    dropped: (_) => "[-]",
    _bullet: (_) => /[-*+]/,

    id: (_) => pattern(ID),
    new_id: (_) => /[A-Z][A-Z0-9]*-new/,
    criterion_reference: (_) => pattern(ID, LABEL),
    handle: (_) => /@[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?/,
    date: (_) => pattern(DAY),
    period: (_) => pattern(PERIOD, `(\\.\\.${PERIOD})?`),
    number: (_) => /-?[0-9]+(\.[0-9]+)?[kMB]?[%‰]?/,
    tag: (_) => /#[A-Za-z0-9][A-Za-z0-9_.\/:+-]*/,
    url: (_) => pattern(`([A-Za-z0-9][A-Za-z0-9+.-]*://|www\\.)${IN_URL}*${URL_END}`),
    code: (_) => /`[^`\n]+`|``([^`\n]|`[^`\n])+``/,
    _label: (_) => pattern(LABEL),
    _email: (_) => pattern(`[.+%'${WORD}]+@[${WORD}]+(\\.[${WORD}]+)+`),
    // Behind `@` these are no handles: `@types/node`, `@maria@shop.example`, `@maria_`.
    _path: (_) => pattern(`@[.${WORD}]*[/@]${IN_URL}*|@[.${WORD}]*[${WORD}]`),
    // A label stands behind white space: this one is none.
    _word: (_) => pattern(`[${WORD}]+(${LABEL})?`),
    // Nothing is read in it, neither names.
    quoted: (_) => /[^ \t\r\n][^\r\n]*/,
    _other: (_) => /[^ \t\r\n]/,
  },
});
