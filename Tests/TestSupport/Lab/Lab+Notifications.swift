import Foundation

/// A notification as a program sent it over the session bus and the notification daemon took it.
public struct ShownNotification: Sendable, Equatable {
  /// The id that the daemon gave it.
  public let id: Int
  /// The program that sent it.
  public let application: String
  /// The id it replaces, or 0.
  public let replaces: Int
  /// The title.
  public let summary: String
  /// The text, with markup as it was sent.
  public let body: String
  /// Key and label of each action, in order.
  public let actions: [(key: String, label: String)]
  /// 0 low, 1 normal, 2 critical.
  public let urgency: Int

  /// Labels and keys count like the rest.
  public static func == (one: ShownNotification, other: ShownNotification) -> Bool {
    one.id == other.id && one.summary == other.summary && one.body == other.body
      && one.actions.map(\.key) == other.actions.map(\.key)
  }
}

extension Lab {
  /// Every notification that the daemon has taken so far, in the order of its answers.
  public func notifications() throws -> [ShownNotification] {
    var sent: [String: [Any]] = [:]
    var shown: [ShownNotification] = []
    for line in try read(".bus-log").split(separator: "\n") {
      // The last line may still be in the making.
      guard let message = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let payload = message["payload"] as? [String: Any]
      else { continue }
      let data = payload["data"] as? [Any] ?? []
      if message["member"] as? String == "Notify", message["type"] as? String == "method_call" {
        sent["\(message["sender"] ?? "") \(message["cookie"] ?? "")"] = data
      } else if message["type"] as? String == "method_return",
        let call = sent["\(message["destination"] ?? "") \(message["reply_cookie"] ?? "")"],
        let id = data.first as? Int
      {
        shown.append(ShownNotification(id: id, arguments: call))
      }
    }
    return shown
  }

  /// Chooses an action, by its label, of the newest notification on the display that has it, as its user would.
  public func press(_ label: String) async throws {
    try await write(".menu-choice", "#\(label) (")
    let outcome = try await run(["dunstctl", "context"])
    guard outcome.status == 0 else { throw LabFailure(part: "notification daemon", reason: outcome.error) }
  }

  /// Ends the notification daemon; `startNotifications` brings another.
  public func stopNotifications() async throws {
    // Nor does the bus start the one that is installed, when somebody calls.
    _ = try await run(["systemctl", "--user", "mask", "--runtime", "dunst.service"])
    _ = try await run(["systemctl", "--user", "stop", "lab-notifications.service"])
  }

  /// Starts another one, which counts from 1 again.
  public func startNotifications() async throws {
    let outcome = try await run([
      "systemd-run", "--user", "--quiet", "--collect", "--unit=lab-notifications", "--property=Type=dbus",
      "--property=BusName=org.freedesktop.Notifications", "dunst", "-config", "\(folder)/dunstrc",
      "-startup_notification", "false",
    ])
    guard outcome.status == 0 else { throw LabFailure(part: "notification daemon", reason: outcome.error) }
  }
}

extension ShownNotification {
  /// From the arguments of `Notify` (Desktop Notifications Specification 1.2, org.freedesktop.Notifications).
  fileprivate init(id: Int, arguments: [Any]) {
    func argument<Value>(_ index: Int, or fallback: Value) -> Value {
      index < arguments.count ? arguments[index] as? Value ?? fallback : fallback
    }
    let words: [String] = argument(5, or: [])
    let hints: [String: Any] = argument(6, or: [:])
    self.init(
      id: id, application: argument(0, or: ""), replaces: argument(1, or: 0), summary: argument(3, or: ""),
      body: argument(4, or: ""),
      actions: stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) },
      urgency: (hints["urgency"] as? [String: Any])?["data"] as? Int ?? 1)
  }
}
