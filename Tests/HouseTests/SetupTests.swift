import Foundation
import TestSupport
import Testing

/// `Scripts/setup` against stand-ins for Debian's programs: installing for real is for a machine of its own.
@Suite("setting a machine up")
final class SetupTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/kinkeeper-setup-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
    try program("swift", "exit 0")
    try program("id", "echo 0")
    try program("find", "echo /var/lib/apt/lists/x_Packages")
    try program("apt-get", #"echo "$DEBIAN_FRONTEND apt-get $*" >>"# + folder + "/log")
    try program("sudo", #"echo sudo >>"# + folder + #"/log; exec "$@""#)
    try program("dpkg-query", "echo installed")
    for tool in ["sh", "env", "head"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/bin/" + tool, withDestinationPath: "/usr/bin/" + tool)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `nothing is done where all is there`() throws {
    let outcome = try setup("run", "test")
    #expect(outcome.status == 0)
    #expect(outcome.output == "" && outcome.error == "")
    #expect(log == [])
  }

  @Test func `only what is missing is installed, and it is reported`() throws {
    try program("dpkg-query", #"case $4 in xvfb|tzdata) exit 1;; *) echo installed;; esac"#)
    let outcome = try setup("run", "test")
    #expect(outcome.status == 0)
    #expect(outcome.output == "setup: installing tzdata xvfb\n")
    #expect(
      log == ["noninteractive apt-get install -y -q --no-install-recommends tzdata xvfb"])
    #expect(try setup("run").output == "setup: installing tzdata\n")
  }

  @Test func `a package that was removed but not purged is missing`() throws {
    try program("dpkg-query", #"case $4 in git) echo config-files;; *) echo installed;; esac"#)
    #expect(try setup("run").output == "setup: installing git\n")
  }

  @Test func `lists that are not there are fetched first`() throws {
    try program("dpkg-query", #"case $4 in git) exit 1;; *) echo installed;; esac"#)
    try program("find", "exit 0")
    #expect(try setup("run").status == 0)
    #expect(log.map { $0.split(separator: " ")[2] } == ["update", "install"])
  }

  @Test func `lists that are too old are fetched again`() throws {
    try program("dpkg-query", #"case $4 in git) exit 1;; *) echo installed;; esac"#)
    try program(
      "apt-get",
      "echo \"$1\" >>\(folder)/log; [ \"$1\" = update ] && : >\(folder)/fresh; [ -e \(folder)/fresh ]")
    #expect(try setup("run").status == 0)
    #expect(log == ["install", "update", "install"])
  }

  @Test func `a plain user installs with sudo`() throws {
    try program("dpkg-query", #"case $4 in git) exit 1;; *) echo installed;; esac"#)
    try program("id", "echo 1000")
    #expect(try setup("run").status == 0)
    #expect(log.first == "sudo")
    #expect(log.last?.hasPrefix("noninteractive apt-get install") == true)
  }

  @Test func `without rights the command to run is reported`() throws {
    try program("dpkg-query", #"case $4 in git) exit 1;; *) echo installed;; esac"#)
    try program("id", "echo 1000")
    try FileManager.default.removeItem(atPath: folder + "/bin/sudo")
    let outcome = try setup("run")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("apt-get install git"))
  }

  @Test func `without Swift the way to it is reported`() throws {
    try FileManager.default.removeItem(atPath: folder + "/bin/swift")
    let outcome = try setup("run")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("swift.org/install"))
  }

  @Test func `an installation that fails fails`() throws {
    try program("dpkg-query", "exit 1")
    try program("apt-get", "exit 100")
    #expect(try setup("run").status != 0)
  }

  private func setup(_ sets: String...) throws -> Command.Outcome {
    try Command(
      [folder + "/bin/sh", Project.root + "/Scripts/setup"] + sets, environment: ["PATH": folder + "/bin"]
    ).run()
  }

  /// Written by a program of its own: a descriptor that writes to it, caught here by another test's fork, would make it
  /// "text file busy".
  private func program(_ name: String, _ text: String) throws {
    let outcome = try Command(
      ["sh", "-ec", #"cat >"$1"; chmod 755 "$1""#, "sh", folder + "/bin/" + name],
      input: "#!/bin/sh\n\(text)\n"
    ).run()
    #expect(outcome.status == 0)
  }

  private var log: [String] {
    let text = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}
