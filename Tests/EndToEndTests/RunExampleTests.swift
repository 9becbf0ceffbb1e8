import Foundation
import JSONText
import TestSupport
import Testing

/// What `make run` starts once everything is built, on the screen of a terminal.
@Suite("make run")
struct RunExampleTests {
  private let folder = TemporaryFolder()

  @Test func `a reminder comes by itself within ten seconds, and it says how to answer it`() throws {
    folder.makeFolder(".build")
    let script = """
      cd '\(folder.path)'
      cp '\(Project.root)/config.example.json' .
      script -qefc "'\(Project.root)/Scripts/run-example' '\(Project.programs)' config.example.json" screen \
        </dev/null >/dev/null 2>&1 &
      screen=$!
      trap 'kill $screen; wait $screen 2>/dev/null || true' EXIT
      shown() { timeout 10 sh -c 'until grep -q "$1" screen 2>/dev/null; do sleep 0.05; done' sh "$1"; }
      shown 'you asked for it now' || { cat screen; exit 1; }
      shopt -s expand_aliases
      eval "$(tr -d '\\r' <screen | grep '^  alias kin=')"
      answer=$(tr -d '\\r' <screen | sed -n 's/^  \\(kin done .*\\)/\\1/p')
      eval "$answer"
      eval "kin history --json"
      """
    let said = try Command(["bash", "-c", script]).run()
    #expect(said.status == 0, "\(said.output) \(said.error)")
    let start = try #require(said.output.firstIndex(of: "["), "\(said.output)")
    let history = Array(try JSONDocument(parsing: String(said.output[start...])).root.elements)
    let facts = history.compactMap { $0["fact"]?.string }
    #expect(facts.contains("given") && facts.last == "done")
    #expect(
      history.first { $0["fact"]?.string == "given" }?["occurrence"]?.string
        == history.last?["occurrence"]?.string)
  }
}
