
# What Git's own completion calls for `git secrets-sync`: to the completion above it looks as though
# `git-secrets-sync` had been typed.
_git_secrets_sync() {
    local -i index=1
    while [[ "${index}" -lt "${COMP_CWORD}" && "${COMP_WORDS[${index}]}" != secrets-sync ]]; do
        ((index++))
    done
    local -r rest="${COMP_LINE#*secrets-sync}"
    local -i COMP_POINT="$((COMP_POINT - ${#COMP_LINE} + ${#rest} + 16))"
    local COMP_LINE="git-secrets-sync${rest}"
    local -a COMP_WORDS=(git-secrets-sync "${COMP_WORDS[@]:index + 1}")
    local -i COMP_CWORD="$((COMP_CWORD - index))"
    _git-secrets-sync git-secrets-sync "${COMP_WORDS[${COMP_CWORD}]}" "${COMP_WORDS[${COMP_CWORD} - 1]}"
}
