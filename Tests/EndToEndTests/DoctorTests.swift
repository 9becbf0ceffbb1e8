import Foundation
import TestSupport
import Testing

/// What kin doctor finds in a session where all is well, and where one thing after another is not.
@Suite("kin doctor, for real", .serialized)
struct DoctorTests {
  private struct Account: Decodable {
    struct Finding: Decodable, Equatable {
      var about: String
      var state: String
      var text: String
      var remedy: String?
    }
    var good: Bool
    var findings: [Finding]

    /// Those of a state, by what they are about.
    func about(_ state: String) -> [String] { findings.filter { $0.state == state }.map(\.about) }
    subscript(about: String) -> Finding? { findings.first { $0.about == about } }
  }

  private func examine(_ lab: Lab) async throws -> (account: Account, status: Int32) {
    let outcome = try await lab.kin("doctor", "--json")
    return (try JSONDecoder().decode(Account.self, from: Data(outcome.output.utf8)), outcome.status)
  }

  @Test func `where all is well it says so, and of each thing that goes wrong what to do`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.hooks = #"{ "phone": { "run": ["true"] } }"#
      config.add("tea", title: "Tea", once: HouseholdConfig.soon(100_000))
      try await lab.install(config)
      let (well, status) = try await examine(lab)
      #expect(well.good && status == 0 && well.about("wrong") == [], "\(well.findings)")
      let good = ["daemon", "config", "history", "bus", "object", "desktop", "journal", "zone", "hook phone"]
      #expect(Set(good).isSubset(of: well.about("good")), "\(well.findings)")
      #expect(well["desktop"]?.text.hasPrefix("dunst ") == true)
      let shown = try await lab.kin("doctor").output
      #expect(shown.contains("✓  daemon") && !shown.contains("✗"))

      try await lab.stopNotifications()
      let dark = try await examine(lab)
      #expect(dark.account.about("wrong") == ["desktop"] && dark.status == 1)
      try await lab.startNotifications()

      config.hooks = #"{ "phone": { "run": ["no-such-program"] } }"#
      try await lab.write(Lab.config, config.text)
      let hookless = try await examine(lab).account
      #expect(hookless.about("wrong") == ["hook phone"])
      #expect(hookless["hook phone"]?.text.contains("no-such-program") == true)

      try await lab.write(Lab.config, "{")
      let broken = try await examine(lab).account
      #expect(
        broken.about("wrong") == ["config"] && broken["config"]?.remedy == "kin config check shows where")

      _ = try await lab.run(["systemctl", "--user", "stop", "kinkeeper"])
      #expect(try await examine(lab).account["daemon"]?.remedy == "systemctl --user start kinkeeper")
    }
  }
}
