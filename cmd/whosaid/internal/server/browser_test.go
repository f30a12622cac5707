package server

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A page is the service's page in a browser of its own.
type page struct {
	*testing.T
	ctx       context.Context
	downloads string
}

// openPage starts headless Chromium on the page. It may reach nothing but the
// service; what it asks of others, and every error of its scripts, fails the test.
func openPage(t *testing.T) *page {
	t.Helper()
	var chromium string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			chromium = path
			break
		}
	}
	if chromium == "" {
		t.Skip("no chromium found: apt-get install chromium")
	}
	srv := httptest.NewServer(testService(t, nil).handler())
	t.Cleanup(srv.Close)
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.WindowSize(1280, 900))
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has left its folder
		cancel()
	})
	p := &page{T: t, ctx: ctx, downloads: t.TempDir()}
	err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("the page's script failed: %v", ev.ExceptionDetails)
		case *log.EventEntryAdded:
			// A status that says no is what some tests want to see.
			if ev.Entry.Level == log.EntryLevelError && ev.Entry.Source != log.EntrySourceNetwork {
				t.Errorf("the page: %s", ev.Entry.Text)
			}
		case *network.EventRequestWillBeSent:
			if u := ev.Request.URL; !strings.HasPrefix(u, srv.URL) && !strings.HasPrefix(u, "blob:"+srv.URL) {
				t.Errorf("the page asks for %s", u)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	call(p, network.Enable, network.EnableParams{})
	_, err = chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: p.downloads,
	})
	if err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate(srv.URL), chromedp.WaitReady(chromedp.CSS("#find")))
	return p
}

func call[P, R any](p *page, cmd cdp.Command[P, R], params P) {
	p.Helper()
	if _, err := chromedp.Call(p.ctx, cmd, params); err != nil {
		p.Fatal(err)
	}
}

func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	for i, a := range actions {
		ctx, cancel := context.WithTimeout(p.ctx, 15*time.Second)
		err := chromedp.Do(ctx, a)
		cancel()
		if err != nil {
			p.Fatalf("step %d: %v", i+1, err)
		}
	}
}

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

func set(selector, value string) chromedp.Action[chromedp.Void] {
	return chromedp.SetValue(chromedp.CSS(selector), value)
}

func script(source string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](source)
}

// eval returns what an expression of JavaScript is, as text.
func (p *page) eval(expression string) string {
	p.Helper()
	s, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		p.Fatal(err)
	}
	return s
}

func (p *page) want(expression, want string) {
	p.Helper()
	if got := p.eval(expression); got != want {
		p.Errorf("%s is %q, want %q", expression, got, want)
	}
}

// until waits until an expression of JavaScript is true.
func (p *page) until(expression string) {
	p.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		switch {
		case p.eval("Boolean("+expression+")") == "true":
			return
		case time.Now().After(end):
			p.Fatalf("%s did not become true; the page says %q", expression, p.eval("document.body.innerText"))
		}
	}
}

// downloaded waits for a file to be complete.
func (p *page) downloaded(name string) []byte {
	p.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		// Chromium gives a file its name when it is whole.
		if b, err := os.ReadFile(filepath.Join(p.downloads, name)); err == nil {
			return b
		}
		if time.Now().After(end) {
			p.Fatalf("%s was not downloaded", name)
		}
	}
}

func (p *page) keys(keys ...string) {
	p.Helper()
	for _, k := range keys {
		p.do(chromedp.KeyEvent(k))
	}
}

// tabTo presses Tab until the focus is where the expression, about the focused
// element e, is true.
func (p *page) tabTo(expression string) {
	p.Helper()
	for range 60 {
		if p.eval("(e => Boolean("+expression+"))(document.activeElement)") == "true" {
			return
		}
		p.keys(kb.Tab)
	}
	p.Fatalf("the keyboard does not reach %s", expression)
}

// The crab makes offsets in UTF-16 differ from those in characters.
const story = `🦀 HARBOUR NEWS

“The crane is broken,” said Ida Moss, the harbour master. “It will be mended by Friday.”

Per Lund disagreed. “Friday is a dream,” Lund said. He told reporters that the parts were “still at sea”.

“We shall see,” said Moss.`

func (p *page) analyse(text string) {
	p.Helper()
	p.do(set("#text", text), click("#find"))
	p.until(`!document.querySelector("#result").hidden`)
}

func TestPageShows(t *testing.T) {
	p := openPage(t)
	p.analyse(story)
	p.want(`document.querySelector("#summary").textContent`, "4 quotations, 2 speakers")
	// What stands on the page is the article, but for the letters of the speakers.
	shown := p.eval(`[...document.querySelectorAll("#article p")].map((e) => { const c = e.cloneNode(true); c.querySelectorAll(".chip").forEach((x) => x.remove()); return c.textContent; }).join("\n\n")`)
	if shown != story {
		t.Errorf("the page shows %q", shown)
	}
	p.want(`[...document.querySelectorAll('mark[data-quote="1"]')].map((e) => e.textContent).join("|")`, "“The crane is broken,”|“It will be mended by Friday.”")
	p.want(`document.querySelector("article mark.mixed").textContent.endsWith("parts were “still at sea”")`, "true")
	// A speaker has a letter and a colour, the same in the list and the article.
	p.want(`[...document.querySelectorAll("#speakers button")].map((b) => b.querySelector(".chip").textContent + " " + b.querySelector(".name").textContent).join("|")`, "A Ida Moss|B Per Lund")
	p.want(`[...document.querySelectorAll("#article .chip")].map((e) => e.textContent).join("")`, "ABBA")
	p.want(`new Set([...document.querySelectorAll('mark[data-speaker="1"]')].map((e) => getComputedStyle(e).backgroundColor)).size`, "1")
	p.want(`getComputedStyle(document.querySelector('mark[data-speaker="1"]')).backgroundColor === getComputedStyle(document.querySelector('mark[data-speaker="2"]')).backgroundColor`, "false")
	p.want(`document.querySelector("#status").textContent`, "4 quotations, 2 speakers")

	// A click on a speaker lists all they said and takes the colour from the rest.
	p.do(click(`#speakers [data-speaker="2"]`))
	p.want(`document.querySelector("#detail-title").lastChild.textContent`, "Per Lund")
	p.want(`[...document.querySelectorAll(".said q")].map((e) => e.textContent.slice(0, 6)).join("|")`, "Friday|that t")
	p.want(`[...document.querySelectorAll("mark.on")].every((e) => e.dataset.speaker === "2") && document.querySelectorAll("mark.off").length > 0`, "true")
	// A click on one of these opens it; its cue and its mention stand out.
	p.do(click(`.said [data-said="2"]`))
	p.want(`document.querySelector("#detail blockquote").textContent`, "Friday is a dream,")
	p.want(`[...document.querySelectorAll(".tag.on")].map((e) => e.textContent).join("|")`, "Lund|said")
	p.want(`document.activeElement.id`, "detail-title")
	// So does a click on words of the article.
	p.do(click(`mark[data-quote="1"]`))
	p.want(`document.querySelector("#detail blockquote").textContent`, "The crane is broken, … It will be mended by Friday.")
	p.keys(kb.Escape)
	p.want(`document.querySelector("#detail").hidden + " " + document.activeElement.dataset.chip`, "true 1")
}

// Whatever the quotations of an article, its text stands on the page as it was.
func TestPageKeepsText(t *testing.T) {
	p := openPage(t)
	texts := []string{
		"“a “b “c” d” e,” said Ida.\n\n“f", "“‘“”’”,” said 🦀 Bo Hart.", "— Late, said Ida.\n— Never, said Bo.", "\n\n  “x” \n \n\n\ty",
	}
	files, err := filepath.Glob("../../../../testdata/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	quoted := 0
	for _, text := range texts {
		p.analyse(text)
		shown := p.eval(`(() => { const c = document.querySelector("#article").cloneNode(true); c.querySelectorAll(".chip").forEach((x) => x.remove()); return c.textContent; })()`)
		if got, want := strings.Join(strings.Fields(shown), ""), strings.Join(strings.Fields(text), ""); got != want {
			t.Errorf("the page shows %q, want %q", got, want)
		}
		if p.eval(`document.querySelectorAll("#article mark").length > 0`) == "true" {
			quoted++
		}
		p.do(click("#again"))
	}
	if quoted < len(texts)/2 {
		t.Errorf("only %d of %d texts have a quotation", quoted, len(texts))
	}
}

func TestPageCorrects(t *testing.T) {
	p := openPage(t)
	p.analyse(story)
	submit := func(form string) chromedp.Action[chromedp.Void] { return click(form + " button[type=submit]") }
	// The last is nobody's, the second somebody's whom the text does not name.
	p.do(click(`mark[data-quote="4"]`), set("#who", "0"), submit(".correct"))
	p.want(`document.querySelector('mark[data-quote="4"]').className.split(" ")[0]`, "c0")
	p.do(click(`mark[data-quote="2"]`), set("#who", "new"),
		script(`document.querySelector("#who").dispatchEvent(new Event("change"))`),
		set("#new-name", `  Ole "Ox" Berg, `), submit(".correct"))
	p.want(`document.querySelector('#speakers [data-speaker="3"] .name').textContent`, `Ole "Ox" Berg,`)
	// Lund gets a new name, then turns out to be Moss, and is not after all.
	p.do(click(`#speakers [data-speaker="2"]`), set("#name", "Peer Lund"), submit(".correct"))
	p.want(`document.querySelector('#speakers [data-speaker="2"] .name').textContent`, "Peer Lund")
	p.do(set("#name", "Ida Moss"), submit(".correct"))
	p.want(`document.querySelector("#status").textContent`, "There is a Ida Moss already: merge the two instead.")
	p.do(set("#into", "1"), submit(".correct + .correct"))
	p.want(`document.querySelector("#summary").textContent`, "4 quotations, 2 speakers, 4 corrections")
	p.do(click("#undo"))
	p.want(`document.querySelector("#summary").textContent`, "4 quotations, 3 speakers, 3 corrections")
	p.do(click(`#speakers [data-speaker="3"]`), set("#into", "1"), submit(".correct + .correct"))
	p.want(`document.querySelector('mark[data-quote="2"]').dataset.speaker`, "1")

	leave := `dispatchEvent(new Event("beforeunload", {cancelable: true}))`
	p.want(leave, "false") // it asks first
	p.do(click("#json"), click("#csv"))
	var got struct {
		Offsets string
		Quotes  []struct {
			ID         int
			Speaker    int
			Method     string
			Confidence float64
			Corrected  bool
			Found      *struct{ Speaker int }
			Span       struct {
				Start, End int
				Text       string
			}
		}
		Speakers []struct {
			ID        int
			Name      string
			Aliases   []string
			Corrected bool
			Found     *struct {
				Name   string
				Merged []struct{ ID int }
			}
		}
		Corrections []struct{ Action string }
	}
	saved := p.downloaded("article.quotations.json")
	p.want(leave, "true")
	if err := json.Unmarshal(saved, &got); err != nil {
		t.Fatal(err)
	}
	// It is still a document of the library, and its offsets are those of a
	// program that counts as JavaScript does.
	var d answerDoc
	if err := json.Unmarshal(saved, &d); err != nil || d.Text == nil || *d.Text != story {
		t.Fatalf("the download is no document with its text: %v", err)
	}
	units := utf16.Encode([]rune(story))
	for _, q := range d.Quotes {
		if s := string(utf16.Decode(units[q.Span.Start:q.Span.End])); s != q.Span.Text {
			t.Errorf("%q is said to be %q", s, q.Span.Text)
		}
	}
	if got.Offsets != "utf16" || len(got.Quotes) != 4 || len(got.Speakers) != 2 {
		t.Fatalf("offsets %q, %d quotations, %d speakers", got.Offsets, len(got.Quotes), len(got.Speakers))
	}
	for _, q := range got.Quotes {
		want := map[int]string{2: "1 2 none 1", 4: "0 1 none 0"}[q.ID]
		var is string
		if q.Corrected {
			is = fmt.Sprint(q.Speaker, q.Found.Speaker, " "+q.Method+" ", q.Confidence)
		}
		if is != want {
			t.Errorf("quotation %d: corrected %q, want %q", q.ID, is, want)
		}
	}
	moss, lund := got.Speakers[0], got.Speakers[1]
	if moss.Name != "Ida Moss" || !moss.Corrected || len(moss.Found.Merged) != 1 || moss.Found.Merged[0].ID != 3 {
		t.Errorf("Moss: %+v", moss)
	}
	if lund.Name != "Peer Lund" || !lund.Corrected || lund.Found.Name != "Per Lund" || !strings.Contains(strings.Join(lund.Aliases, "|"), "Per Lund") {
		t.Errorf("Lund: %+v", lund)
	}
	var actions []string
	for _, c := range got.Corrections {
		actions = append(actions, c.Action)
	}
	if s := strings.Join(actions, " "); s != "assign assign rename merge" {
		t.Errorf("corrections: %s", s)
	}

	b := string(p.downloaded("article.quotations.csv"))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v: %s", len(rows), err, b)
	}
	for name, want := range map[string]string{
		"speaker": "Ida Moss|Ida Moss|Peer Lund|", "found_speaker": "Ida Moss|Per Lund|Per Lund|Ida Moss",
		"corrected": "false|true|false|true", "kind": "direct|direct|mixed|direct", "document": "article|article|article|article",
		"method": rows[1][13] + "|none|" + rows[3][13] + "|none", "confidence": rows[1][14] + "|1.000|" + rows[3][14] + "|0.000", "speaker_id": "1|1|2|0",
	} {
		column := slices.Index(rows[0], name)
		var got []string
		for _, r := range rows[1:] {
			got = append(got, r[max(0, column)])
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("column %s is %s, want %s", name, s, want)
		}
	}
	// Neither a look at the article's field nor one at another article that
	// fails loses the result.
	p.do(click("#again"), click("#back"))
	p.want(`document.querySelector("#summary").textContent`, "4 quotations, 2 speakers, 4 corrections")
	p.do(click(`mark[data-quote="4"]`), click("#restore"))
	p.want(`document.querySelector('mark[data-quote="4"]').dataset.speaker`, "1")
}

// Everything can be done with the keyboard alone.
func TestPageKeyboard(t *testing.T) {
	p := openPage(t)
	p.tabTo(`e.id === "text"`)
	p.keys(story)
	p.tabTo(`e.id === "find"`)
	p.keys(kb.Enter)
	p.until(`!document.querySelector("#result").hidden`)
	p.want(`document.activeElement.id`, "summary") // from where one reads on
	p.tabTo(`e.dataset.speaker === "2"`)
	p.keys(kb.Enter)
	p.want(`document.querySelectorAll(".said li").length`, "2")
	p.tabTo(`e.id === "name"`)
	p.keys("Peer Lund", kb.Enter) // the field's content is chosen when it is reached
	p.want(`document.querySelector('#speakers [data-speaker="2"] .name').textContent`, "Peer Lund")
	p.keys(kb.Escape)
	p.want(`document.activeElement.dataset.speaker`, "2")
	p.tabTo(`e.dataset.chip === "4"`)
	p.keys(" ")
	p.want(`document.activeElement.id`, "detail-title")
	p.tabTo(`e.id === "who"`)
	p.keys("Peer")
	p.tabTo(`e.type === "submit"`)
	p.keys(kb.Enter)
	p.want(`document.querySelector('mark[data-quote="4"]').dataset.speaker`, "2")
	p.want(`document.querySelector("#status").textContent`, "Quotation 4 is now by Peer Lund.")
	p.keys(kb.Escape)
	p.want(`document.activeElement.dataset.chip`, "4")
	p.do(script(`document.querySelector("#summary").focus()`))
	p.tabTo(`e.id === "json"`)
	p.keys(kb.Enter)
	if b := p.downloaded("article.quotations.json"); !strings.Contains(string(b), `"to": 2`) {
		t.Errorf("the download lacks the correction: %s", b)
	}
	// Where the focus is can be seen.
	p.want(`getComputedStyle(document.activeElement).outlineStyle`, "solid")
}

func TestPageFiles(t *testing.T) {
	p := openPage(t)
	for _, c := range []struct{ name, typ, content, quote string }{
		{"wire.txt", "text/plain", "“Late,” said Ida Moss.", "“Late,”"},
		{"latin.txt", "text/plain", "\x93Zu sp\xe4t,\x94 said Ida Moss.", "“Zu spät,”"},
		{"page.html", "text/html", "<!doctype html><p>“Very <b>late</b>,” said Ida Moss.</p>", "“Very late,”"},
	} {
		// A file is dropped as a browser reports it.
		p.do(script(fmt.Sprintf(`{
			const data = new DataTransfer();
			data.items.add(new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], %q, {type: %q}));
			dispatchEvent(new DragEvent("dragenter", {dataTransfer: data, cancelable: true}));
			if (document.querySelector("#drop").hidden) throw new Error("no sign that a file may be dropped");
			dispatchEvent(new DragEvent("drop", {dataTransfer: data, cancelable: true}));
		}`, base64(c.content), c.name, c.typ)))
		p.until(fmt.Sprintf(`document.querySelector("mark[data-quote]")?.textContent === %q`, c.quote))
		p.do(click("#again"))
	}
	// The file that the button asks for goes the same way.
	file := filepath.Join(t.TempDir(), "mine.txt")
	if err := os.WriteFile(file, []byte("“Mine,” said Bo Hart."), 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file}, chromedp.NodeReady))
	p.until(`document.querySelector("mark[data-quote]")?.textContent === "“Mine,”"`)
	p.do(click("#csv"))
	p.downloaded("mine.quotations.csv")
}

func TestPageTroubles(t *testing.T) {
	p := openPage(t)
	p.do(click("#find"))
	p.until(`document.querySelector("#alert").textContent.includes("no article")`)
	// Too long an article.
	p.do(script(fmt.Sprintf(`document.querySelector("#text").value = "x".repeat(%d)`, testMaxSize+1)), click("#find"))
	p.until(`document.querySelector("#alert").textContent.includes("at most")`)
	// A language that is given is used.
	p.do(set("#lang", "de"))
	p.analyse("«Late», sagte Ida Moss.")
	p.want(`document.querySelector("#speakers .name").textContent`, "Ida Moss")
	p.do(click("#again"), set("#lang", ""))
	p.analyse("It rained.")
	p.want(`document.querySelector("#summary").textContent`, "No quotation found")
	p.want(`document.querySelector("#alert").hidden`, "true")
	p.do(click("#again"))
	// What an article says is text, not a page.
	p.analyse("“<img src=x onerror=alert(1)> & ‘so’,” said <b>Ida</b> Moss.\n\n“a “b “c” d” e,” said Ida.\n\n“f")
	p.want(`document.querySelectorAll("#article img, #article b").length`, "0")
	p.want(`document.querySelector("#article").textContent.includes("<img src=x onerror=alert(1)> & ‘so’,")`, "true")
}

// The page fits narrow and wide windows, and large print. With -artifacts its
// pictures are kept.
func TestPageFits(t *testing.T) {
	p := openPage(t)
	dir := t.ArtifactDir()
	shot := func(name string) {
		b, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".png"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, scheme := range []string{"light", "dark"} {
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		for _, width := range []int64{320, 390, 800, 1280} {
			name := fmt.Sprintf("%s-%d", scheme, width)
			p.do(chromedp.EmulateViewport(width, 900), chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("#find")))
			fits := func() {
				t.Helper()
				p.want("document.documentElement.scrollWidth <= innerWidth", "true")
			}
			fits()
			shot(name + "-input")
			p.do(click("#example"), click("#find"))
			p.until(`!document.querySelector("#result").hidden`)
			fits()
			shot(name + "-result")
			p.do(click(`#speakers [data-speaker="1"]`))
			fits()
			shot(name + "-speaker")
			p.do(chromedp.KeyEvent(kb.Escape), click(`#article [data-chip="4"]`))
			fits()
			shot(name + "-quotation")
		}
	}
}
