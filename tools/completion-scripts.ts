export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/**
 * What a shell has to know: it asks the tool for every word, so that what it offers is what the tool takes. The words
 * are handed on as they are: a script that evaluates them, as generated ones do, would run `$(…)` that is half typed.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completes rollout. In ~/.bashrc: eval "$(rollout completion bash)"
_rollout() {
  local word value last=-1 words=() joins=no
  # bash breaks words at "=", the tool does not.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ $last -ge 0 && ( $word == "=" || $joins == yes ) ]]; then
      words[last]+=$word
    else
      words+=("$word")
      last=$((last + 1))
    fi
    if [[ $word == "=" ]]; then joins=yes; else joins=no; fi
  done
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    if [[ $value == ":files" ]]; then
      compopt -o default 2>/dev/null
    else
      [[ \${words[last]} == *=* ]] && value=\${value#*=}
      COMPREPLY+=("$value")
    fi
  done < <(rollout complete -- "\${words[@]}" 2>/dev/null)
}
complete -F _rollout rollout`,

  zsh: `#compdef rollout
# Completes rollout. In ~/.zshrc, after compinit: eval "$(rollout completion zsh)"
_rollout() {
  local line
  local -a described
  for line in "\${(@f)$(rollout complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == ":files" ]]; then
      _files
      return
    fi
    [[ -n $line ]] && described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe rollout described
}
compdef _rollout rollout`,

  fish: `# Completes rollout. In ~/.config/fish/config.fish: rollout completion fish | source
function __rollout_complete
    set -l words (commandline -opc)[2..] (commandline -ct)
    for line in (rollout complete -- $words 2>/dev/null)
        if test $line = ":files"
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c rollout -f -a '(__rollout_complete)'`,
};
