import TestSupport
import Testing

@Suite("completions")
struct CompletionTests {
  @Test func `a ritual is completed from the config that the line names`() throws {
    let home = Home()
    let line = "---completion done -- positional@0 2 3 kin done cof --config"
    let said = try Command(
      [Project.programs + "/kin"] + line.split(separator: " ").map(String.init) + [home.config],
      environment: ["HOME": home.folder.path, "PATH": "/usr/bin:/bin", "SAP_SHELL": "bash"]
    ).run()
    #expect(said.status == 0, "\(said.error)")
    #expect(Set(said.output.split(separator: "\n")) == ["coffee-ana", "check-in", "call-lima", "call-dad"])
  }

  @Test func `bash completes a ritual`() throws {
    let home = Home()
    let script = """
      cd \(home.folder.path)
      PATH=\(Project.programs):$PATH
      source <(kin --generate-completion-script bash)
      COMP_WORDS=(kin done --config config.json coff)
      COMP_CWORD=4
      COMP_LINE="${COMP_WORDS[*]}"
      COMP_POINT=${#COMP_LINE}
      COMP_TYPE=9
      COMP_KEY=9
      _kin kin coff config.json
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let said = try Command(["bash", "--norc", "-c", script]).run()
    #expect(said.output == "coffee-ana\n", "\(said.error)")
  }

  @Test func `a config that cannot be read completes nothing, and says nothing`() throws {
    let home = Home("nothing of this is JSON")
    for config in [home.config, "/nowhere"] {
      let said = try Command(
        [Project.programs + "/kin"]
          + "---completion done -- positional@0 2 0 kin done --config".split(separator: " ").map(String.init)
          + [config], environment: ["HOME": home.folder.path, "SAP_SHELL": "bash"]
      ).run()
      #expect(said.output.split(separator: "\n") == [], "\(said.error)")
    }
  }
}
