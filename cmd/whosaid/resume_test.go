package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// batch is a file of JSON lines that takes the program some seconds. Some
// lines are bad.
func batch(t *testing.T, dir string) (lines int) {
	t.Helper()
	const texts = 8000
	var b bytes.Buffer
	for i := range texts {
		if i%1000 == 500 {
			fmt.Fprintf(&b, "{\"id\":\"bad %d\"}\n", i)
			continue
		}
		fmt.Fprintf(&b, "{\"id\":\"%d\",\"text\":\"“We are %d,” said Ida Moss, the mayor. “Yes,” she added, and told Bo Lund that nobody would leave.\"}\n", i, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "in.jsonl"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return texts
}

func whosaid(dir string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.Command("whosaid", args...)
	cmd.Dir = dir
	stderr := new(bytes.Buffer)
	cmd.Stderr = stderr
	return cmd, stderr
}

// inputsDone returns how many inputs the file says that are done.
func inputsDone(dir string) int {
	var s struct{ Inputs int }
	b, err := os.ReadFile(filepath.Join(dir, "out.resume"))
	if err != nil || json.Unmarshal(b, &s) != nil {
		return 0
	}
	return s.Inputs
}

// A call that is killed again and again, and goes on each time, writes what
// one that is left in peace does.
func TestResume(t *testing.T) {
	if testing.Short() {
		t.Skip("it kills the program several times, which takes a while")
	}
	dir := t.TempDir()
	lines := batch(t, dir)
	for _, format := range []string{"jsonl", "tei"} {
		args := []string{"extract", "-jobs", "1", "-format", format, "-resume", "-o", "out", "in.jsonl"}
		kills := 0
		for done := 0; ; kills++ {
			cmd, stderr := whosaid(dir, args...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			killed := false
			for over := false; !over; {
				select {
				case err := <-ended:
					over = true
					if e, ok := errors.AsType[*exec.ExitError](err); !killed && (!ok || e.ExitCode() != 1) {
						t.Fatalf("%s: %v, want exit code 1 for the bad lines; %s", format, err, stderr)
					}
				case <-time.After(5 * time.Millisecond):
					if n := inputsDone(dir); !killed && n > done && kills < 3 {
						done, killed = n, true
						if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
							t.Fatal(err)
						}
					}
				}
			}
			if !killed {
				break
			}
			if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
				t.Fatalf("%s: the output is there before it is complete", format)
			}
		}
		if kills == 0 {
			t.Errorf("%s: the program was never killed: the batch is too short for this machine", format)
		}
		got, err := os.ReadFile(filepath.Join(dir, "out"))
		if err != nil {
			t.Fatal(err)
		}
		cmd, _ := whosaid(dir, "extract", "-format", format, "in.jsonl")
		want, _ := cmd.Output() // exit code 1
		if !bytes.Equal(got, want) {
			t.Errorf("%s: killed %d times, the output has %d bytes, and in one go %d", format, kills, len(got), len(want))
		}
		if n := bytes.Count(got, []byte("\n")); format == "jsonl" && n != lines-lines/1000 {
			t.Errorf("%d lines, want %d", n, lines-lines/1000)
		}
		for _, name := range []string{"out.partial", "out.resume", "out.resume.new"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				t.Errorf("%s: %s is left", format, name)
			}
		}
		if err := os.Remove(filepath.Join(dir, "out")); err != nil {
			t.Fatal(err)
		}
	}
}

// An interrupted call says so, keeps all that it did, and refuses to go on
// with other flags or inputs.
func TestInterrupt(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	dir := t.TempDir()
	batch(t, dir)
	cmd, stderr := whosaid(dir, "extract", "-format", "jsonl", "-o", "out", "in.jsonl")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for wait := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		if info, err := os.Stat(filepath.Join(dir, "out.partial")); err == nil && info.Size() > 100000 {
			break
		}
		if time.Since(wait) > time.Minute {
			t.Fatal("nothing is written")
		}
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 130 || !strings.Contains(stderr.String(), "interrupted; the same command with -resume goes on") {
		t.Fatalf("%v: %s", err, stderr)
	}
	done := inputsDone(dir)
	part, err := os.ReadFile(filepath.Join(dir, "out.partial"))
	if n := bytes.Count(part, []byte("\n")); err != nil || n == 0 || n != done-done/1000 && n != done-done/1000-1 {
		t.Errorf("%d inputs are done, and %d lines written, %v", done, n, err)
	}
	if cmd, stderr := whosaid(dir, "extract", "-format", "csv", "-resume", "-o", "out", "in.jsonl"); cmd.Run() == nil || !strings.Contains(stderr.String(), "other flags") {
		t.Errorf("with another format: %s", stderr)
	}
	if err := os.Rename(filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "other.jsonl")); err != nil {
		t.Fatal(err)
	}
	if cmd, stderr := whosaid(dir, "extract", "-format", "jsonl", "-resume", "-o", "out", "other.jsonl"); cmd.Run() == nil || !strings.Contains(stderr.String(), "are not those of the interrupted call") {
		t.Errorf("with another input: %s", stderr)
	}
	if err := os.WriteFile(filepath.Join(dir, "in.jsonl"), []byte("{\"text\":\"a\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if cmd, stderr := whosaid(dir, "extract", "-format", "jsonl", "-resume", "-o", "out", "in.jsonl"); cmd.Run() == nil || !strings.Contains(stderr.String(), "there are only 1 inputs") {
		t.Errorf("with fewer inputs: %s", stderr)
	}
	// What is there is not harmed by any of them.
	if again, err := os.ReadFile(filepath.Join(dir, "out.partial")); err != nil || !bytes.Equal(part, again) || inputsDone(dir) != done {
		t.Errorf("%d inputs are done, %d before; %v", inputsDone(dir), done, err)
	}
	// Without -resume it begins anew.
	cmd, stderr = whosaid(dir, "extract", "-format", "jsonl", "-o", "out", "in.jsonl")
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "out")); err != nil || bytes.Count(b, []byte("\n")) != 1 {
		t.Errorf("%q, %v", b, err)
	}
}
