// Package completion writes scripts that let shells complete commands.
package completion

import (
	"fmt"
	"regexp"
	"strings"
)

// A Command is a subcommand with its flags.
type Command struct {
	Name  string
	About string
	Flags []Flag
}

// A Flag is a flag of a command.
type Flag struct {
	Name   string
	About  string
	Bool   bool     // it takes no value
	Values []string // the values that it takes; none for any, such as a file
}

var flagLine = regexp.MustCompile(`(?m)^  -([\w-]+)(?: (\S.*?))?(?:\t(.*))?\n?(?:    \t(.*))?$`)

// ParseFlags returns the flags that a help text of package flag lists. So
// there is one place that knows the flags of a command: the command.
func ParseFlags(help string, values map[string][]string) []Flag {
	var flags []Flag
	for _, m := range flagLine.FindAllStringSubmatch(help, -1) {
		flags = append(flags, Flag{Name: m[1], About: m[3] + m[4], Bool: m[2] == "", Values: values[m[1]]})
	}
	return flags
}

// Script returns the script for a shell: bash, zsh or fish. ok is false for
// another.
func Script(shell string, commands []Command) (script string, ok bool) {
	switch shell {
	case "bash":
		return bash(commands), true
	case "zsh":
		return zsh(commands), true
	case "fish":
		return fish(commands), true
	}
	return "", false
}

func names(commands []Command) string {
	var list []string
	for _, c := range commands {
		list = append(list, c.Name)
	}
	return strings.Join(list, " ")
}

// others are the words that commands take which are no files.
func others(command string, commands []Command) string {
	switch command {
	case "completion":
		return "bash zsh fish"
	case "help":
		return names(commands)
	}
	return ""
}

func bash(commands []Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# bash completion of whosaid
_whosaid() {
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "%s" -- "$word"))
        return
    fi
    case "${COMP_WORDS[1]} $before" in
`, names(commands))
	for _, c := range commands {
		for _, f := range c.Flags {
			if len(f.Values) > 0 {
				fmt.Fprintf(&b, "        \"%s -%s\"|\"%s --%s\") COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return ;;\n", c.Name, f.Name, c.Name, f.Name, strings.Join(f.Values, " "))
			}
		}
	}
	b.WriteString("    esac\n    case \"${COMP_WORDS[1]} $word\" in\n")
	for _, c := range commands {
		var list []string
		for _, f := range c.Flags {
			list = append(list, "-"+f.Name)
		}
		if len(list) > 0 {
			fmt.Fprintf(&b, "        \"%s -\"*) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return ;;\n", c.Name, strings.Join(list, " "))
		}
		if words := others(c.Name, commands); words != "" {
			fmt.Fprintf(&b, "        \"%s \"*) COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return ;;\n", c.Name, words)
		}
	}
	b.WriteString(`    esac
}
complete -o default -F _whosaid whosaid # with no answer of ours, files
`)
	return b.String()
}

func zsh(commands []Command) string {
	var b strings.Builder
	b.WriteString(`#compdef whosaid
# zsh completion of whosaid
_whosaid() {
    local -a commands
    commands=(
`)
	for _, c := range commands {
		fmt.Fprintf(&b, "        %s\n", quote(c.Name+":"+c.About))
	}
	b.WriteString(`    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
`)
	for _, c := range commands {
		fmt.Fprintf(&b, "        %s)\n            _arguments", c.Name)
		for _, f := range c.Flags {
			spec := "-" + f.Name + "[" + strings.NewReplacer("[", "(", "]", ")", ":", " -").Replace(f.About) + "]"
			switch {
			case len(f.Values) > 0:
				spec += ":" + f.Name + ":(" + strings.Join(f.Values, " ") + ")"
			case !f.Bool:
				spec += ":" + f.Name + ":_files"
			}
			b.WriteString(" \\\n                " + quote(spec))
		}
		rest := "*:file:_files"
		if words := others(c.Name, commands); words != "" {
			rest = "1:word:(" + words + ")"
		}
		b.WriteString(" \\\n                " + quote(rest) + "\n            ;;\n")
	}
	b.WriteString(`    esac
}
if [ "$funcstack[1]" = "_whosaid" ]; then
    _whosaid "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _whosaid whosaid
fi
`)
	return b.String()
}

func fish(commands []Command) string {
	var b strings.Builder
	b.WriteString("# fish completion of whosaid\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "complete -c whosaid -f -n __fish_use_subcommand -a %s -d %s\n", c.Name, quote(c.About))
	}
	for _, c := range commands {
		in := quote("__fish_seen_subcommand_from " + c.Name)
		for _, f := range c.Flags {
			fmt.Fprintf(&b, "complete -c whosaid -n %s -o %s -d %s", in, f.Name, quote(f.About))
			switch {
			case len(f.Values) > 0:
				fmt.Fprintf(&b, " -x -a %s", quote(strings.Join(f.Values, " ")))
			case !f.Bool:
				b.WriteString(" -r")
			}
			b.WriteByte('\n')
		}
		if words := others(c.Name, commands); words != "" {
			fmt.Fprintf(&b, "complete -c whosaid -f -n %s -a %s\n", in, quote(words))
		}
	}
	return b.String()
}

// quote quotes a word for all three shells.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'" }
