/// The `MESSAGE_ID` of each kind of journal entry: `journalctl MESSAGE_ID=…` finds them by it, and
/// `systemd/kinkeeper.catalog` explains them (sd_journal_print(3), sd-id128(3)). They never change.
public enum MessageID: String, CaseIterable, Sendable {
  /// A reminder ahead of time.
  case lead = "3169d5cedeeb4bab8acac84b1628675e"
  /// A reminder that somebody takes over.
  case handoff = "dd517af77d0948b5bb36631e3b4930ea"
  /// A reminder at the time itself.
  case due = "c0d3f2d96f60488b85634403db7e9bb9"
  /// A question about what is still open.
  case nudge = "0a88507f17c740dc8276d4d93a3274bd"
  /// A reminder that was snoozed until now.
  case snooze = "51be5a7f38884655b7a3d6b73190271f"
  /// A reminder asked for with `kin remind`.
  case asked = "ac74e1ff569c4833ad152cd5a4427f39"
  /// Several held reminders as one.
  case digest = "4248fbe42e534544aa67042e46281858"
  /// A reminder whose time has come and that is held.
  case held = "2d183902004e43b7abb4d402ac5d32a9"
  /// A reminder that another one supersedes.
  case superseded = "75ea221ad84f476d803c38ac09e128a2"
  /// An occurrence that was never answered.
  case lapsed = "4a3147191a4249ecb6790ca2ca77ad4e"
  /// A saved config with errors; the last good one stays in force.
  case configBroken = "c7f258795cc64b80bb30b6fcf304931f"
  /// A config without errors again.
  case configMended = "a406d0a846d24d88ab218de1e2d4b486"
  /// A hook that did not deliver its reminder.
  case hookFailed = "b48a10c55da04317af57798a87f8cc30"
  /// The history cannot be read or written.
  case historyFailed = "0c0509c3e4544910af947f2f9d3d7648"
  /// A damaged history was set aside.
  case historyRepaired = "fa93e00ee3e44b77a14c4d731238597b"
}
