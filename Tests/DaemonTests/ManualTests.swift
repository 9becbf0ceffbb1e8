import Rituals
import TestSupport
import Testing

@testable import Daemon

@Suite("kinkeeperd(8)")
struct ManualTests {
  @Test func `every message id stands in the manual, and no other`() throws {
    let page = try Project.text(of: "man/kinkeeperd.8")
    let told = page.split(separator: "\n").filter { $0.hasPrefix(".It Li ") }.map { String($0.dropFirst(7)) }
    #expect(told.sorted() == MessageID.allCases.map(\.rawValue).sorted())
  }

  @Test func `every variable of a hook and every field of the journal is reported`() throws {
    let names = { (path: String) in
      Set(try Project.text(of: path).matches(of: /"(KIN_[A-Z]+)"/).map { String($0.output.1) })
    }
    let hooks = try names("Sources/Daemon/Message.swift").subtracting(["KIN_"])
    #expect(hooks.count > 10)
    let config = try Project.text(of: "man/kinkeeper.5")
    for name in hooks { #expect(config.contains("Ev \(name)\n"), "\(name)") }
    let fields = try names("Sources/Daemon/Channels/JournalChannel.swift")
    #expect(fields.count > 5)
    let daemon = try Project.text(of: "man/kinkeeperd.8")
    for name in fields { #expect(daemon.contains(".It Va \(name)\n"), "\(name)") }
  }

  @Test func `every option stands in the manual`() throws {
    let page = try Project.text(of: "man/kinkeeperd.8")
    let options = Settings.usage.split(separator: "\n").compactMap { line in
      line.drop { $0 == " " }.hasPrefix("--") ? line.split(separator: " ").first : nil
    }
    #expect(options.count >= 4)
    for option in options { #expect(page.contains(".It Fl -\(option.dropFirst(2))"), "\(option)") }
  }
}
