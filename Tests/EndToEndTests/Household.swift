import Foundation
import TestSupport

/// A config of a few rituals of Sam and Ana, on the clock of UTC.
struct HouseholdConfig {
  /// The rituals' JSON objects.
  var rituals: [String] = []
  /// The value of `hooks`.
  var hooks = "{}"

  /// A ritual that comes once, at `instant`; `more` are further keys, each ending in a comma.
  mutating func add(_ id: String, title: String, once instant: Date, more: String = "") {
    rituals.append(
      """
      { "id": "\(id)", "title": "\(title)", "with": ["ana"], \(more)
        "when": "once on \(HouseholdConfig.date(instant)) at \(HouseholdConfig.time(instant))" }
      """)
  }

  /// A ritual that comes every day, at the time of `instant`.
  mutating func add(_ id: String, title: String, dailyAt instant: Date, more: String = "") {
    rituals.append(
      """
      { "id": "\(id)", "title": "\(title)", \(more) "when": "every day at \(HouseholdConfig.time(instant))" }
      """)
  }

  /// The text of `config.json`.
  var text: String {
    """
    {
      "me": "sam",
      "timeZone": "UTC",
      "people": { "sam": { "name": "Sam" }, "ana": { "name": "Ana" } },
      "hooks": \(hooks),
      "defaults": { "remind": ["at start"], "via": ["journal", "desktop"] },
      "rituals": [
        \(rituals.joined(separator: ",\n    "))
      ]
    }

    """
  }

  /// So many whole seconds from now.
  static func soon(_ seconds: Double) -> Date {
    Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + seconds).rounded(.up))
  }

  /// `2026-12-05`, in UTC.
  static func date(_ instant: Date) -> String { String(instant.ISO8601Format().prefix(10)) }
  /// `10:00:05`, in UTC.
  static func time(_ instant: Date) -> String { String(instant.ISO8601Format().dropFirst(11).prefix(8)) }
}

/// The message ids that journals out there have by now; they never change.
enum KnownMessage {
  static let due = "MESSAGE_ID=c0d3f2d96f60488b85634403db7e9bb9"
  static let nudge = "MESSAGE_ID=0a88507f17c740dc8276d4d93a3274bd"
  static let snooze = "MESSAGE_ID=51be5a7f38884655b7a3d6b73190271f"
  static let digest = "MESSAGE_ID=4248fbe42e534544aa67042e46281858"
  static let asked = "MESSAGE_ID=ac74e1ff569c4833ad152cd5a4427f39"
  static let configBroken = "MESSAGE_ID=c7f258795cc64b80bb30b6fcf304931f"
  static let configMended = "MESSAGE_ID=a406d0a846d24d88ab218de1e2d4b486"
}

extension Lab {
  /// The config's place, relative to the home.
  static let config = ".config/kinkeeper/config.json"

  /// Saves the config and installs the service by its own command, as its user would.
  func install(_ config: HouseholdConfig) async throws {
    try await write(Lab.config, config.text)
    let outcome = try await run([programs + "/kin", "service", "install"])
    guard outcome.status == 0, try await property("ActiveState") == "active" else {
      throw LabFailure(
        part: "service", reason: "\(outcome.output)\(outcome.error)\n\(try await journalTail())")
    }
  }

  /// Runs the installed `kin`.
  func kin(_ arguments: String...) async throws -> Command.Outcome {
    try await run([home + "/.local/bin/kin"] + arguments)
  }

  /// A property of the unit, as `systemctl show` tells it.
  func property(_ name: String) async throws -> String {
    let outcome = try await run(["systemctl", "--user", "show", "-P", name, "kinkeeper.service"])
    return String(outcome.output.dropLast())
  }

  /// Waits for the first journal entry of a ritual's reminder.
  func reminder(of ritual: String) async throws -> [String: String] {
    try await wait(for: "a reminder of \(ritual) in the journal") {
      try await journal(matching: ["KIN_RITUAL=\(ritual)", KnownMessage.due]).first
    }
  }
}
