import Glibc
import TestSupport
import Testing

@Suite("kin config edit")
struct EditingSessionTests {
  private let home = Home()

  /// An editor that notes its arguments and runs a line of shell, where `$file` is what it edits.
  private func editor(_ line: String) -> [String: String] {
    let path = home.folder.write(
      "#!/bin/sh\nprintf '%s\\n' \"$@\" >> '\(home.folder("arguments"))'\nfor file; do :; done\n\(line)\n",
      to: "vi",
      mode: 0o755)
    return ["EDITOR": path]
  }

  private var arguments: [String] {
    get throws { try TextFile.read(home.folder("arguments")).split(separator: "\n").map(String.init) }
  }

  /// The copies that lie beside the config.
  private var copies: [String] {
    get throws {
      try Command(["sh", "-c", "ls '\(home.folder.path)' | grep edit- || true"]).run().output
        .split(separator: "\n").map(String.init)
    }
  }

  @Test func `a good config is saved, and the copy is deleted`() throws {
    let before = try home.text
    let ran = try home.kin(
      ["config", "edit"], environment: editor("sed -i 's/Weekly check-in/How is it/' \"$file\""))
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.output == "Saved: \(home.config) is good, with 4 rituals.\n")
    #expect(try home.text == before.replacing("Weekly check-in", with: "How is it"))
    #expect(try copies == [])
  }

  @Test func `a ritual opens at its line, and an error at its own`() throws {
    let wrong = "sed -i 's/saturday/saterday/' \"$file\""
    let ran = try home.kin(["edit", "check-in"], environment: editor(wrong), input: "y\nn\n")
    #expect(ran.status == 78)
    #expect(ran.error.contains("unknown weekday \"saterday\""))
    let copy = home.folder(try #require(try copies.first))
    #expect(ran.error.hasSuffix("kin: nothing was saved; what you wrote is kept in \(copy)\n"))
    #expect(try TextFile.read(copy).contains("saterday"))
    #expect(try !home.text.contains("saterday"))
    #expect(try arguments == ["+7", copy, "+5", copy])
  }

  @Test func `an error can be fixed in the next round`() throws {
    let script =
      "if [ -e '\(home.folder("again"))' ]; then sed -i s/saterday/sunday/ \"$file\"; else "
      + "sed -i 's/saturday/saterday/' \"$file\"; touch '\(home.folder("again"))'; fi"
    let ran = try home.kin(["config", "edit"], environment: editor(script), input: "\n")
    #expect(ran.status == 0)
    #expect(try home.text.contains("every first sunday at 10:00"))
    #expect(try copies == [])
  }

  @Test func `what somebody else wrote meanwhile is not overwritten`() throws {
    let script = "printf '\\n' >> '\(home.config)'; sed -i 's/Weekly/Daily/' \"$file\""
    let ran = try home.kin(["config", "edit"], environment: editor(script))
    #expect(ran.status == 1)
    #expect(ran.error.contains("it was changed by another hand meanwhile"))
    #expect(try home.text.contains("Weekly") && home.text.hasSuffix("}\n\n"))
    #expect(try TextFile.read(home.folder(#require(copies.first))).contains("Daily"))
  }

  @Test func `an editor that changes nothing, or fails, changes nothing`() throws {
    let before = try home.text
    #expect(try home.kin(["config", "edit"], environment: editor("true")).output == "Nothing was changed.\n")
    let failed = try home.kin(["config", "edit"], environment: editor("exit 3"))
    #expect(failed.status == 1 && failed.error.contains("ended with status 3"))
    // The shell that runs it is killed, so that there is a signal to report.
    let killed = try home.kin(["config", "edit"], environment: editor("kill -KILL $PPID"))
    #expect(killed.status == 1 && killed.error.contains("ended with status 137"))
    #expect(try home.text == before && copies == [])
  }

  @Test func `a broken config can be edited too`() throws {
    home.folder.write("{ \"rituals\": [ }\n", to: "config.json")
    let ran = try home.kin(["config", "edit"], environment: editor("echo '{ \"rituals\": [] }' > \"$file\""))
    #expect(ran.status == 0, "\(ran.error)")
    #expect(try home.text == "{ \"rituals\": [] }\n")
    #expect(try arguments.first == "+1")
  }
}
