#!/bin/sh
# Checks a pull request from git's objects alone: its commits are fetched into a bare repository of their own, and
# nothing of them is checked out, run or trusted. That holds for `pull_request_target` too.
#
# From the environment: ROADLOG (the program), ROADLOG_TOKEN, ROADLOG_COMMENT, ROADLOG_ACTOR, ROADLOG_FOLDER; of the
# event PULL_REQUEST (its number), BRANCH (which it is for), HEAD (its last commit), REPOSITORY and SERVER; of the
# runner RUNNER_TEMP, GITHUB_STEP_SUMMARY and GITHUB_OUTPUT.
set -eu

marker='<!-- roadlog: changes of the plan -->'
# The forge takes 65,536 characters.
most_bytes=60000
work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/roadlog.XXXXXX")
trap 'rm -rf "$work"' EXIT
# Only who needs the token gets it.
token=${ROADLOG_TOKEN-}
unset ROADLOG_TOKEN
# What git asks for or is configured to on this machine plays no part.
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

# fail STATUS TEXT: what keeps the check from being made.
fail() {
  echo "::error title=roadlog::$2"
  finish "$1"
}

finish() {
  if [ -n "${GITHUB_OUTPUT-}" ]; then echo "status=$1" >>"$GITHUB_OUTPUT"; fi
  exit "$1"
}

# is_commit TEXT: whether it is the full hash of a commit, and so nothing that a program would take for something else.
is_commit() {
  case $1 in
  '' | *[!0-9a-f]*) return 1 ;;
  *) [ ${#1} -eq 40 ] || [ ${#1} -eq 64 ] ;;
  esac
}

# api WORDS…: asks the forge. The token goes through the environment, where other users of the machine do not see it.
api() {
  GH_TOKEN=$token GH_ENTERPRISE_TOKEN=$token GH_HOST=${SERVER#*://} \
    gh api --header 'X-GitHub-Api-Version: 2022-11-28' "$@"
}

fetch() {
  format=sha1
  if [ ${#HEAD} -eq 64 ]; then format=sha256; fi
  git init --quiet --bare --object-format="$format" "$work/objects.git"
  if [ -n "$token" ]; then
    secret=$(printf 'x-access-token:%s' "$token" | base64 | tr -d '\n')
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$SERVER/.extraheader" \
      GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $secret"
  fi
  # The head by its hash, because its branch may have gone on since the event; the base as it is now, because what it
  # has got by now is not judged again.
  git -C "$work/objects.git" fetch --quiet --no-tags "$SERVER/$REPOSITORY" "$@" || return 1
  unset GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
}

# told_changes: what the pull request changes in the plan, as the comment has it.
told_changes() {
  echo "$marker"
  echo '## What this changes in the plan'
  echo
  # Lines are kept whole; what there is no room for is counted.
  LC_ALL=C awk -v most="$most_bytes" '
    { size += length($0) + 1; if (size > most) left++; else print }
    END { if (left) printf "\n… and %d more lines, for which there is no room here.\n", left }' "$work/changes.md"
  echo
  case $status in
  0) echo 'Nothing stands against it.' ;;
  1) echo 'The check found something that stands against it: see its annotations and summary.' ;;
  *) echo 'Whether something stands against it could not be said: see the log of the check.' ;;
  esac
}

# comment: keeps one comment of the pull request up to date. Where the token may not, as for a fork, nothing is missed:
# the summary has the same.
comment() {
  pull=repos/$REPOSITORY/issues
  mine=".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id"
  found=$(api --paginate "$pull/$PULL_REQUEST/comments?per_page=100" --jq "$mine") || return 1
  found=$(printf '%s\n' "$found" | head -n 1)
  if [ -n "$found" ]; then
    api --method PATCH "$pull/comments/$found" --field "body=@$work/comment.md" --silent
  elif ! grep -q '^Nothing changed in the plan\.$' "$work/changes.md"; then
    api --method POST "$pull/$PULL_REQUEST/comments" --field "body=@$work/comment.md" --silent
  fi
}

if ! is_commit "${HEAD-}"; then fail 2 "the event names no commit to check"; fi
SERVER=${SERVER:-https://github.com}
folder=${ROADLOG_FOLDER-}

# Without a pull request, as in a merge queue or after a push, the plan is checked as it is: who may what was judged
# before.
if [ -z "${PULL_REQUEST-}" ]; then
  if ! fetch "$HEAD"; then fail 2 "the commit $HEAD cannot be fetched: give the token contents - read"; fi
  status=0
  "$ROADLOG" -C "$work/objects.git" check --base "$HEAD" --head "$HEAD" --folder "$folder" --format github || status=$?
  finish "$status"
fi

if ! fetch "$HEAD" "+refs/heads/$BRANCH:refs/roadlog/base"; then
  fail 2 "the commits of the pull request cannot be fetched: give the token contents - read"
fi
base=$(git -C "$work/objects.git" rev-parse refs/roadlog/base)
set -- --folder "$folder"
case ${ROADLOG_ACTOR-} in
'' | none) ;;
*) set -- "$@" "--actor=$ROADLOG_ACTOR" ;;
esac
reviews="repos/$REPOSITORY/pulls/$PULL_REQUEST/reviews?per_page=100"
if api --paginate "$reviews" >"$work/reviews.json" 2>"$work/reviews.log"; then
  set -- "$@" --reviews "$work/reviews.json"
else
  why=$(head -n 1 "$work/reviews.log" | tr -d '\r' | cut -c 1-200)
  echo "::warning title=roadlog::the reviews cannot be read, so that no approval counts ($why)"
fi

status=0
"$ROADLOG" -C "$work/objects.git" check --base "$base" --head "$HEAD" --new "$@" --format github || status=$?
if "$ROADLOG" -C "$work/objects.git" diff "$base...$HEAD" "$@" --quiet --format markdown >"$work/changes.md"; then
  told_changes >"$work/comment.md"
  if [ -n "${GITHUB_STEP_SUMMARY-}" ]; then tail -n +2 "$work/comment.md" >>"$GITHUB_STEP_SUMMARY"; fi
  if [ "${ROADLOG_COMMENT-}" = true ] && ! comment 2>"$work/comment.log"; then
    echo "The comment was not written, because the token may not: the summary of this job has what it would say."
  fi
fi
finish "$status"
