// Says at the start of every line what the line is: the state of docs/format.md, "The grammar in one place".
//
// A token of a line that begins something has no width; what stands in the line is for the rules in grammar.js. Lines
// that are extras (comments, stray text, conflicts) are taken whole.

#include "kinds.h"
#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

enum Token {
    SECTION,
    HEADER,
    BROKEN_HEADER,
    FIELD,
    CRITERION,
    QUESTION,
    ANSWER,
    DECISION,
    QUOTE,
    PARAGRAPH,
    PROSE,
    CONTINUATION,
    COMMENT,
    STRAY,
    CONFLICT_MARKER,
    CONFLICT_OTHER,
};

// On which side of a git conflict the line stands.
enum Side { OUTSIDE, OURS, BASE, THEIRS };

#define NO_INDENT UINT16_MAX

// What decides the next line beside its own characters.
typedef struct {
    uint16_t indent;  // of the item, in columns
    uint8_t side;     // of a conflict
    bool begun;       // a line was read
    bool in_item;     // an item stands above, so that indented lines are its body
    bool open;        // a deeper line continues the entry above
    bool asked;       // a `!` here answers the question above
    bool fresh;       // the file begins here, or a blank line stands above
    bool in_prose;    // the line directly above is of a paragraph
} State;

// How much of a line decides what it is. No id has more than 32 characters, and no word that names a kind a hundred.
#define LONGEST 256

// The beginning of a line, without its indentation and its end.
typedef struct {
    int32_t text[LONGEST + 1];
    unsigned length;
} Beginning;

static bool is_space(int32_t character) { return character == ' ' || character == '\t'; }

static bool is_small(int32_t character) { return character >= 'a' && character <= 'z'; }

static bool is_capital(int32_t character) { return character >= 'A' && character <= 'Z'; }

static bool is_digit(int32_t character) { return character >= '0' && character <= '9'; }

static bool is_letter(int32_t character) { return is_small(character) || is_capital(character); }

// Letters of other scripts count as letters, and so do their marks: whether a header is broken is not worth a table.
static bool is_alphanumeric(int32_t character) {
    return is_letter(character) || is_digit(character) || character > 127;
}

// White space or the line's end.
static bool is_boundary(const Beginning *line, unsigned at) {
    return at >= line->length || is_space(line->text[at]);
}

static unsigned behind_spaces(const Beginning *line, unsigned at) {
    while (at < line->length && is_space(line->text[at])) at++;
    return at;
}

static bool is_bullet(int32_t character) { return character == '-' || character == '*' || character == '+'; }

// Behind a bullet and its white space, or where there is none, at the start.
static unsigned behind_bullet(const Beginning *line) {
    bool has_one = line->length > 1 && is_bullet(line->text[0]) && is_space(line->text[1]);
    return has_one ? behind_spaces(line, 1) : 0;
}

static bool is_mark(const Beginning *line, unsigned at, int32_t character) {
    return at < line->length && line->text[at] == character && is_boundary(line, at + 1);
}

static bool is_built_in_kind(const Beginning *line, unsigned start, unsigned end) {
    for (unsigned kind = 0; kind < sizeof KINDS / sizeof *KINDS; kind++) {
        const char *name = KINDS[kind];
        unsigned at = start;
        while (at < end && (line->text[at] | 0x20) == *name) at++, name++;
        if (at == end && *name == '\0') return true;
    }
    return false;
}

// `.` and digits, any number of times.
static bool are_parts(const Beginning *line, unsigned at, unsigned end) {
    while (at < end) {
        if (line->text[at] != '.') return false;
        unsigned digits = at + 1;
        while (digits < end && is_digit(line->text[digits])) digits++;
        if (digits == at + 1) return false;
        at = digits;
    }
    return true;
}

static bool equals(const Beginning *line, unsigned start, unsigned end, const char *word) {
    while (start < end && *word != '\0' && line->text[start] == *word) start++, word++;
    return start == end && *word == '\0';
}

// `PAY-12`, `PAY-k3f9`, `BACK-222.1`, `PAY-new`.
static bool is_id(const Beginning *line, unsigned start, unsigned end) {
    if (end - start > 32 || start >= end || !is_capital(line->text[start])) return false;
    unsigned at = start;
    while (at < end && (is_capital(line->text[at]) || is_digit(line->text[at]))) at++;
    if (at == end || line->text[at] != '-') return false;
    unsigned core = at + 1;
    if (equals(line, core, end, "new")) return true;
    bool has_digit = false, has_letter = false;
    for (at = core; at < end && (is_small(line->text[at]) || is_digit(line->text[at])); at++) {
        if (is_digit(line->text[at])) has_digit = true;
        else has_letter = true;
    }
    bool leads_with_zero = !has_letter && at - core > 1 && line->text[core] == '0';
    return has_digit && !leads_with_zero && are_parts(line, at, end);
}

// As an id, in any letter case.
static bool looks_like_id(const Beginning *line, unsigned start, unsigned end) {
    if (start >= end || !is_alphanumeric(line->text[start]) || is_digit(line->text[start])) return false;
    unsigned at = start;
    while (at < end && is_alphanumeric(line->text[at])) at++;
    if (at == end || line->text[at] != '-') return false;
    bool has_digit = false;
    for (at++; at < end && is_alphanumeric(line->text[at]); at++) has_digit |= is_digit(line->text[at]);
    return has_digit && are_parts(line, at, end);
}

// HEADER, BROKEN_HEADER or STRAY.
static enum Token header(const Beginning *line, bool fresh) {
    unsigned word = behind_bullet(line), end = word;
    bool has_bullet = word > 0, has_capital = false;
    if (word >= line->length || !is_letter(line->text[word])) return STRAY;
    for (; end < line->length; end++) {
        int32_t character = line->text[end];
        if (!is_letter(character) && !is_digit(character) && character != '-') break;
        has_capital |= is_capital(character);
    }
    if (!is_boundary(line, end)) return STRAY;
    bool built_in = is_built_in_kind(line, word, end);
    unsigned name = behind_spaces(line, end), behind = name;
    while (behind < line->length && !is_space(line->text[behind]) && line->text[behind] != ':') behind++;
    bool whole = is_boundary(line, behind) || is_mark(line, behind, ':');
    bool may_be_kind = built_in || (!has_bullet && !has_capital);
    if (may_be_kind && whole && is_id(line, name, behind)) return HEADER;
    bool is_meant = built_in || (fresh && !has_bullet && looks_like_id(line, name, behind));
    return is_meant ? BROKEN_HEADER : STRAY;
}

static bool is_field(const Beginning *line) {
    unsigned at = 0;
    if (line->length == 0 || !is_small(line->text[0])) return false;
    while (at < line->length && (is_small(line->text[at]) || is_digit(line->text[at]) || line->text[at] == '-')) at++;
    return is_mark(line, at, ':');
}

static bool is_criterion(const Beginning *line) {
    unsigned at = behind_bullet(line);
    if (at + 2 >= line->length || line->text[at] != '[' || line->text[at + 2] != ']') return false;
    int32_t mark = line->text[at + 1];
    return (mark == ' ' || mark == 'x' || mark == 'X' || mark == '-') && is_boundary(line, at + 3);
}

// What a line at the item's indent begins.
static enum Token beginning(const Beginning *line, bool asked) {
    if (is_mark(line, 0, '?')) return QUESTION;
    if (is_mark(line, 0, '!')) return asked ? ANSWER : DECISION;
    if (is_mark(line, 0, '>')) return QUOTE;
    if (is_criterion(line)) return CRITERION;
    return is_field(line) ? FIELD : PARAGRAPH;
}

// The character of the conflict marker that the line is, or 0.
static int32_t conflict_mark(const Beginning *line) {
    int32_t first = line->length > 0 ? line->text[0] : 0;
    if (first != '<' && first != '|' && first != '=' && first != '>') return 0;
    unsigned at = 0;
    while (at < line->length && line->text[at] == first) at++;
    return at >= 7 && is_boundary(line, at) ? first : 0;
}

// Reads the beginning of the line at hand, up to LONGEST characters.
static void read_beginning(TSLexer *lexer, Beginning *line) {
    line->length = 0;
    while (!lexer->eof(lexer) && lexer->lookahead != '\n' && line->length < LONGEST) {
        line->text[line->length++] = lexer->lookahead;
        lexer->advance(lexer, false);
    }
    bool has_ended = lexer->eof(lexer) || lexer->lookahead == '\n';
    if (has_ended && line->length > 0 && line->text[line->length - 1] == '\r') line->length--;
}

// Goes to the end of the line at hand.
static void to_line_end(TSLexer *lexer) {
    while (!lexer->eof(lexer) && lexer->lookahead != '\n') lexer->advance(lexer, false);
}

// Whether the conflict that begins in the line at hand is complete. A new beginning inside of it starts over.
static bool is_complete_conflict(TSLexer *lexer) {
    Beginning line;
    bool has_theirs = false;
    for (;;) {
        to_line_end(lexer);
        if (lexer->eof(lexer)) return false;
        lexer->advance(lexer, false);
        read_beginning(lexer, &line);
        switch (conflict_mark(&line)) {
            case '<': return false;
            case '=': has_theirs = true; break;
            case '>': return has_theirs;
            default: break;
        }
    }
}

// Takes the line at hand whole.
static void take_line(TSLexer *lexer) {
    to_line_end(lexer);
    lexer->mark_end(lexer);
}

// What a line with such a mark is: CONFLICT_MARKER, CONFLICT_OTHER, or STRAY outside of a complete conflict.
static enum Token conflict(State *state, int32_t mark, TSLexer *lexer) {
    if (state->side == OUTSIDE) {
        if (mark != '<' || !is_complete_conflict(lexer)) return STRAY;
        state->side = OURS;
    } else if (mark == '>' && state->side == THEIRS) {
        state->side = OUTSIDE;
    } else if (mark == '=' && state->side != THEIRS) {
        state->side = THEIRS;
    } else if (mark == '|' && state->side == OURS) {
        state->side = BASE;
    } else {
        return state->side == OURS ? STRAY : CONFLICT_OTHER;
    }
    return CONFLICT_MARKER;
}

static enum Token at_column_zero(State *state, const Beginning *line) {
    bool is_section = line->length >= 2 && line->text[0] == '=' && is_mark(line, 1, '=');
    enum Token token = is_section ? SECTION : header(line, state->fresh);
    if (token == STRAY) return STRAY;
    state->in_item = token != SECTION;
    state->indent = NO_INDENT;
    state->open = state->asked = state->in_prose = false;
    return token;
}

static enum Token in_body(State *state, const Beginning *line, unsigned depth) {
    if (state->indent == NO_INDENT) state->indent = depth;
    bool continues_prose = state->in_prose;
    state->in_prose = false;
    if (depth >= state->indent + 2u) {
        if (state->open) return CONTINUATION;
        state->asked = false;
        state->in_prose = true;
        return continues_prose ? PROSE : PARAGRAPH;
    }
    if (depth < state->indent) state->indent = depth;
    enum Token token = beginning(line, state->asked);
    state->open = token != QUOTE && token != PARAGRAPH;
    state->asked = token == QUESTION || token == ANSWER;
    state->in_prose = token == PARAGRAPH;
    return token == PARAGRAPH && continues_prose ? PROSE : token;
}

static enum Token classify(State *state, const Beginning *line, unsigned depth) {
    enum Token token = STRAY;
    if (is_mark(line, 0, '#')) token = COMMENT;
    else if (depth == 0) token = at_column_zero(state, line);
    else if (state->in_item) token = in_body(state, line, depth);
    // Every other kind of line ends a paragraph.
    if (token == COMMENT || token == STRAY) state->in_prose = false;
    state->fresh = false;
    return token;
}

// Goes to the first character of the next line with something in it. Whether there is one, and its depth in columns.
static bool to_next_line(TSLexer *lexer, State *state, unsigned *depth) {
    bool at_start = !state->begun;
    unsigned columns = 0;
    for (;; lexer->advance(lexer, true)) {
        if (lexer->eof(lexer)) return false;
        switch (lexer->lookahead) {
            case ' ': columns++; continue;
            case '\t': columns += 2 - columns % 2; continue;
            case '\r': continue;
            case '\n':
                if (at_start && state->side < BASE) {
                    state->open = state->asked = state->in_prose = false;
                    state->fresh = true;
                }
                at_start = true;
                columns = 0;
                continue;
            default: break;
        }
        *depth = columns < NO_INDENT - 2 ? columns : NO_INDENT - 2;
        return at_start;
    }
}

void *tree_sitter_roadlog_external_scanner_create(void) {
    State *state = ts_malloc(sizeof(State));
    *state = (State){.indent = NO_INDENT, .fresh = true};
    return state;
}

void tree_sitter_roadlog_external_scanner_destroy(void *payload) { ts_free(payload); }

unsigned tree_sitter_roadlog_external_scanner_serialize(void *payload, char *buffer) {
    *(State *)buffer = *(State *)payload;
    return sizeof(State);
}

void tree_sitter_roadlog_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
    State *state = payload;
    *state = length == sizeof(State) ? *(const State *)buffer : (State){.indent = NO_INDENT, .fresh = true};
}

bool tree_sitter_roadlog_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
    (void)valid_symbols;  // Whatever a line is, the rules accept it.
    State *state = payload;
    unsigned depth = 0;
    if (!to_next_line(lexer, state, &depth)) return false;
    state->begun = true;
    lexer->mark_end(lexer);
    Beginning line;
    read_beginning(lexer, &line);
    int32_t mark = depth == 0 ? conflict_mark(&line) : 0;
    enum Token token = CONFLICT_OTHER;
    if (mark == 0 && state->side < BASE) token = classify(state, &line, depth);
    // No token that begins something has a width. A line with a mark is taken before the others of its set are looked for.
    if (token >= COMMENT) take_line(lexer);
    if (mark != 0) token = conflict(state, mark, lexer);
    lexer->result_symbol = token;
    return true;
}
