import Foundation
import TestSupport
import Testing

extension Lab {
  /// Calls a method of the object on the session bus, as any program of the user may.
  fileprivate func call(_ method: String, _ arguments: String...) async throws -> Command.Outcome {
    try await run(
      [
        "busctl", "--user", "--json=short", "call", "org.kinkeeper.Kinkeeper1",
        "/org/kinkeeper/Kinkeeper1", "org.kinkeeper.Kinkeeper1", method,
      ] + arguments)
  }

  fileprivate func property(ofObject name: String) async throws -> String {
    try await run([
      "busctl", "--user", "get-property", "org.kinkeeper.Kinkeeper1", "/org/kinkeeper/Kinkeeper1",
      "org.kinkeeper.Kinkeeper1", name,
    ]).output
  }
}

/// What bars, panels and scripts see of the daemon.
@Suite("the object on the session bus, for real", .serialized)
struct Kinkeeper1Tests {
  private func config(_ seconds: Double = 100_000) -> HouseholdConfig {
    var config = HouseholdConfig()
    config.add("coffee-ana", title: "Coffee with Ana", once: HouseholdConfig.soon(seconds))
    return config
  }

  @Test func `the installed description is that of the running daemon`() async throws {
    try await Lab.open { lab in
      try await lab.install(config())
      let installed = try lab.read(".local/share/dbus-1/interfaces/org.kinkeeper.Kinkeeper1.xml")
      let said = try await lab.run([
        "busctl", "--user", "introspect", "--xml-interface", "org.kinkeeper.Kinkeeper1",
        "/org/kinkeeper/Kinkeeper1",
      ]).output
      let start = try #require(installed.range(of: " <interface "))
      let end = try #require(installed.range(of: " </interface>"))
      #expect(said.contains(installed[start.lowerBound..<end.upperBound]))
    }
  }

  @Test func `a call starts the service that was stopped`() async throws {
    try await Lab.open { lab in
      try await lab.install(config())
      _ = try await lab.run(["systemctl", "--user", "stop", "kinkeeper"])
      #expect(try await lab.property("ActiveState") == "inactive")
      let answer = try await lab.call("Upcoming", "u", "1")
      #expect(answer.output.contains(#""title":{"type":"s","data":"Coffee with Ana"}"#), "\(answer.error)")
      #expect(try await lab.property("ActiveState") == "active")
    }
  }

  @Test func `an answer over the bus closes the notification, and kin undoes it`() async throws {
    try await Lab.open { lab in
      try await lab.install(config(3))
      try await lab.wait(until: "the notification") { try await lab.countShown() == 1 }
      #expect(try await lab.property(ofObject: "OpenCount") == "u 1\n")
      let open = try await lab.call("Open").output
      let name = try #require(open.firstMatch(of: /coffee-ana@[0-9T:-]+/)?.output)
      let answer = try await lab.call("Answer", "ss", String(name), "done")
      #expect(answer.status == 0, "\(answer.error)")
      try await lab.wait(until: "an empty screen") { try await lab.countShown() == 0 }
      #expect(try await lab.property(ofObject: "OpenCount") == "u 0\n")
      #expect(try await lab.kin("undo", "coffee-ana").output.contains("is undone"))
      try await lab.wait(until: "the answer gone") {
        try await lab.property(ofObject: "OpenCount") == "u 1\n"
      }
      let again = try await lab.call("Answer", "ss", "coffee-ana@2026-01-01T10:00", "done")
      #expect(again.error.contains("coffee-ana does not come at"))
    }
  }

  @Test func `an explanation is that of kin, word for word`() async throws {
    try await Lab.open { lab in
      try await lab.install(config())
      struct Answer: Decodable { var data: [String] }
      let answer = try await lab.call("Explain", "s", "coffee-ana")
      let said = try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8)).data
      #expect(try await lab.kin("explain", "coffee-ana").output == said.joined() + "\n")
    }
  }

  @Test func `however many call, the reminder comes`() async throws {
    try await Lab.open { lab in
      try await lab.install(config(8))
      let loop = """
        while [ ! -e stop ]; do busctl --user call org.kinkeeper.Kinkeeper1 /org/kinkeeper/Kinkeeper1 \
        org.kinkeeper.Kinkeeper1 Upcoming u 1000 >/dev/null; done
        """
      let all = "for i in 1 2 3 4 5 6 7 8; do sh -c '\(loop)' & done >/dev/null 2>&1"
      _ = try await lab.run(["sh", "-c", all])
      let entry = try await lab.reminder(of: "coffee-ana")
      _ = try await lab.run(["touch", "stop"])
      let due = try #require(entry["KIN_DUE"].flatMap { try? Date($0, strategy: .iso8601) })
      let came = try #require(entry["__REALTIME_TIMESTAMP"].flatMap { Double($0) }) / 1_000_000
      #expect(came - due.timeIntervalSince1970 < 5, "\(came - due.timeIntervalSince1970) s late")
    }
  }
}
