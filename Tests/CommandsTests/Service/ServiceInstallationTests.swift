import Files
import Foundation
import Glibc
import RitualFile
import Testing

@testable import Commands

@Suite("installing the service")
final class ServiceInstallationTests {
  private let root: String
  private let folders: ServiceFolders
  private let systemd = RecordedSystemd()

  init() throws {
    root = FileManager.default.temporaryDirectory.path + "/kinkeeper-service-" + UUID().uuidString
    folders = ServiceFolders(home: root + "/home", built: root + "/built")
    try FileManager.default.createDirectory(atPath: folders.built, withIntermediateDirectories: true)
    try build("one")
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  @Test func `everything comes to its place and is started`() throws {
    let said = try install()
    #expect(try text(folders.programs + "/kin") == "kin one")
    #expect(try text(folders.programs + "/kinkeeperd") == "kinkeeperd one")
    #expect(try rights(folders.programs + "/kinkeeperd") == 0o755)
    #expect(try text(folders.unit) == UnitFile.text)
    #expect(try text(folders.config) == example)
    #expect(try rights(folders.config) == 0o600)
    #expect(try rights(root + "/home/.config/kinkeeper") == 0o700)
    #expect(try text(root + "/home/.config/kinkeeper/config.schema.json") == ConfigSchema.text)
    #expect(
      systemd.commands == [
        "daemon-reload", "enable kinkeeper.service", "is-active --quiet kinkeeper.service",
        "restart kinkeeper.service",
      ])
    #expect(said.contains("put ~/.local/bin/kinkeeperd in place"))
    #expect(said.contains("kinkeeper.service is enabled and started"))
  }

  @Test func `manual and completions come along, and go again`() throws {
    let companions = [
      ServiceInstallation.Companion(path: "man/man1/kin.1", text: ".Dd today\n"),
      ServiceInstallation.Companion(path: "fish/vendor_completions.d/kin.fish", text: "complete -c kin\n"),
    ]
    let installation = ServiceInstallation(
      folders: folders, companions: companions, systemd: systemd)
    var said: [String] = []
    try installation.install { said.append($0) }
    let manual = root + "/home/.local/share/man/man1/kin.1"
    #expect(try text(manual) == ".Dd today\n")
    #expect(try rights(manual) == 0o644)
    #expect(said.contains("put manual, completions and D-Bus files in place: ~/.local/share"))

    said = []
    try installation.install { said.append($0) }
    #expect(!said.contains { $0.contains("manual") })

    try installation.uninstall { said.append($0) }
    #expect(said.contains("removed manual, completions and D-Bus files from ~/.local/share"))
    #expect(!FileManager.default.fileExists(atPath: manual))
  }

  @Test func `a package has what an installation has, and a unit for everybody who has a config`() throws {
    let companions = ServiceInstallation.desktop + Completions.scripts
    let tree = root + "/tree"
    try PackageTree(root: tree, built: folders.built, companions: companions).put()
    #expect(try text(tree + "/usr/bin/kin") == "kin one" && rights(tree + "/usr/bin/kin") == 0o755)
    #expect(try text(tree + "/usr/libexec/kinkeeperd") == "kinkeeperd one")
    let unit = try text(tree + "/usr/lib/systemd/user/kinkeeper.service")
    #expect(unit.hasPrefix("[Unit]\nConditionPathExists=%E/kinkeeper/config.json\n"))
    #expect(unit.contains("\nExecStart=\"/usr/libexec/kinkeeperd\"\n") && !unit.contains("%h"))
    for companion in companions {
      #expect(try text("\(tree)/usr/share/\(companion.path)") == companion.text)
    }
    #expect(try text(tree + "/usr/share/bash-completion/completions/kin").hasPrefix("#!") == false)
    let incomplete = [ServiceInstallation.Companion(path: "man/man1/kin.1", text: nil)]
    #expect(throws: ServiceFault.noManual(besides: folders.built)) {
      try PackageTree(root: tree, built: folders.built, companions: incomplete).put()
    }
  }

  @Test func `the manual comes from the folder beside the programs, and stays where that has none`() throws {
    let built = folders.built
    try FileManager.default.createDirectory(atPath: built + "/man", withIntermediateDirectories: true)
    try Data(".Dd today\n".utf8).write(to: URL(filePath: built + "/man/kinkeeper.5"))
    let page = root + "/home/.local/share/man/man5/kinkeeper.5"
    for _ in 1...2 {
      try ServiceInstallation(
        folders: folders, companions: ServiceInstallation.manual(besides: built),
        systemd: systemd
      ).install { _ in }
      #expect(try text(page) == ".Dd today\n")
      try? FileManager.default.removeItem(atPath: built + "/man")
    }
    #expect(ServiceInstallation.manual(besides: built).map(\.path).contains("man/man8/kinkeeperd.8"))
  }

  @Test(arguments: [
    (false, "it runs while you are logged in; to have it run from boot on: loginctl enable-linger"),
    (true, "it runs from boot on, whether you are logged in or not"),
  ])
  func `it says how to keep it running without a login`(lingers: Bool, words: String) throws {
    var said: [String] = []
    var installation = ServiceInstallation(folders: folders, systemd: systemd)
    installation.lingers = lingers
    try installation.install { said.append($0) }
    #expect(said.contains(words))
    #expect(said.count { $0.contains("logged in") } == 1)
  }

  @Test func `a second time changes nothing and disturbs nobody`() throws {
    try install()
    systemd.forget()
    let said = try install()
    #expect(systemd.commands.contains("restart kinkeeper.service") == false)
    #expect(said.contains("kinkeeper.service is enabled and already runs all of this"))
  }

  @Test func `a new version replaces the old and starts anew`() throws {
    try install()
    try build("two")
    systemd.forget()
    let said = try install()
    #expect(try text(folders.programs + "/kinkeeperd") == "kinkeeperd two")
    #expect(systemd.commands.last == "restart kinkeeper.service")
    #expect(said.contains("kinkeeper.service is enabled and started anew"))
  }

  @Test func `a config that is there stays as it is, a dangling link too`() throws {
    try FileManager.default.createDirectory(
      atPath: root + "/home/.config/kinkeeper", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: folders.config, withDestinationPath: "/nowhere/mine")
    let said = try install()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folders.config) == "/nowhere/mine")
    #expect(said.contains("kept your config: ~/.config/kinkeeper/config.json"))
  }

  @Test func `the folders of the environment are respected`() throws {
    let folders = ServiceFolders(
      home: root + "/home", configHome: root + "/c", stateHome: root + "/s", built: root + "/built",
      programs: root + "/my bin")
    try ServiceInstallation(folders: folders, systemd: systemd).install { _ in }
    #expect(
      try text(root + "/c/systemd/user/kinkeeper.service").contains(
        "\nExecStart=\"\(root)/my bin/kinkeeperd\"\n"))
    #expect(try text(root + "/c/kinkeeper/config.json") == example)
    #expect(!FileManager.default.fileExists(atPath: root + "/home/.config"))
  }

  @Test func `installed from where it is installed, it stays`() throws {
    let folders = ServiceFolders(
      home: root + "/home", built: root + "/built", programs: root + "/built")
    try ServiceInstallation(folders: folders, systemd: systemd).install { _ in }
    #expect(try text(root + "/built/kin") == "kin one")
  }

  @Test func `without a manager the files are in place and the way out is reported`() throws {
    systemd.answer("daemon-reload", with: Asked(status: 1, said: "Failed to connect to bus"))
    let fault = #expect(throws: ServiceFault.self) { try install() }
    #expect(fault == .noManager(said: "Failed to connect to bus"))
    #expect(try text(folders.unit) == UnitFile.text)
    let prose = try #require(fault).description
    #expect(prose.contains("Failed to connect to bus"))
    #expect(prose.contains("systemctl --user enable --now kinkeeper.service"))
  }

  @Test func `a daemon that does not start is reported with the manager's account`() throws {
    systemd.answer("restart kinkeeper.service", with: Asked(status: 1, said: "Job failed."))
    systemd.answer("status --lines=10 kinkeeper.service", with: Asked(status: 3, said: "status=78"))
    #expect(throws: ServiceFault.notStarted(said: "Job failed.\nstatus=78")) { try install() }
  }

  @Test func `half a build is refused before anything is touched`() throws {
    try FileManager.default.removeItem(atPath: root + "/built/kinkeeperd")
    #expect(throws: ServiceFault.noProgram(path: root + "/built/kinkeeperd")) { try install() }
    #expect(!FileManager.default.fileExists(atPath: root + "/home"))
    #expect(systemd.commands == [])
  }

  @Test func `a place that cannot be written is named`() throws {
    try FileManager.default.createDirectory(atPath: root + "/home", withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: root + "/home/.local"))
    #expect(throws: FileFault.failed(action: .make, path: root + "/home/.local/bin", errno: ENOTDIR)) {
      try install()
    }
  }

  @Test func `uninstalling takes all of it back and keeps what the user made`() throws {
    try install()
    try FileManager.default.createDirectory(atPath: folders.state, withIntermediateDirectories: true)
    systemd.forget()
    let said = try uninstall()
    #expect(
      systemd.commands == [
        "disable --now kinkeeper.service", "daemon-reload", "reset-failed kinkeeper.service",
      ])
    for gone in [folders.unit, folders.programs + "/kin", folders.programs + "/kinkeeperd"] {
      #expect(!FileManager.default.fileExists(atPath: gone))
    }
    #expect(try text(folders.config) == example)
    #expect(said.contains("kept your config: ~/.config/kinkeeper/config.json"))
    #expect(said.contains("kept your history: ~/.local/state/kinkeeper"))
  }

  @Test func `without a manager uninstalling removes the link that enabled it`() throws {
    try install()
    let wants = root + "/home/.config/systemd/user/default.target.wants"
    try FileManager.default.createDirectory(atPath: wants, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: wants + "/kinkeeper.service", withDestinationPath: folders.unit)
    systemd.answer("disable --now kinkeeper.service", with: Asked(status: 1, said: "no bus"))
    let said = try uninstall()
    #expect(try FileManager.default.contentsOfDirectory(atPath: wants) == [])
    #expect(said.contains { $0.contains("no bus") })
  }

  @Test func `uninstalling what was never installed says so`() throws {
    #expect(try uninstall() == ["nothing was installed"])
  }

  @discardableResult
  private func install() throws -> [String] {
    var said: [String] = []
    try ServiceInstallation(folders: folders, systemd: systemd).install { said.append($0) }
    return said
  }

  private func uninstall() throws -> [String] {
    var said: [String] = []
    try ServiceInstallation(folders: folders, systemd: systemd).uninstall {
      said.append($0)
    }
    return said
  }

  private func build(_ version: String) throws {
    for program in ["kin", "kinkeeperd"] {
      let path = folders.built + "/" + program
      try Data("\(program) \(version)".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
  }

  private let example = String(decoding: PackageResources.config_example_json, as: UTF8.self)

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func rights(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}

/// A user manager that notes what it is told; the real one is met in the end-to-end tests.
private final class RecordedSystemd: UserSystemd {
  private(set) var commands: [String] = []
  private var runs = false
  private var answers: [String: Asked] = [:]

  func run(_ command: [String]) -> Asked {
    let words = command.joined(separator: " ")
    commands.append(words)
    if let answer = answers[words] { return answer }
    if command[0] == "restart" { runs = true }
    return Asked(status: command[0] == "is-active" && !runs ? 3 : 0, said: "")
  }

  func answer(_ command: String, with answer: Asked) { answers[command] = answer }
  func forget() { commands = [] }
}
