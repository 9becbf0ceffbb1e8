/// A way by which reminders reach people.
public enum Channel: Hashable, Sendable {
  case journal
  case desktop
  /// A program of the user's, by its name under `hooks`.
  case hook(String)

  /// The channels that need no hook. No hook can have one of their names.
  public static let builtIn: [Channel] = [.journal, .desktop]
  /// The hooks that need no entry in the config. One of that name there takes its place.
  public static let presets = ["notify-send"]
  /// The default of `via`.
  public static let usual = builtIn

  /// How long a notification server may take to show something: one that is just being started takes seconds.
  public static let desktopPatience = Duration.seconds(15)

  public init(_ name: String) { self = Channel.builtIn.first { $0.name == name } ?? .hook(name) }

  /// The name in `via`, in the history and in the journal.
  public var name: String {
    switch self {
    case .journal: "journal"
    case .desktop: "desktop"
    case .hook(let name): name
    }
  }

  /// Whether it delivers by a command that runs.
  public var runsCommand: Bool { if case .hook = self { true } else { false } }

  /// Whether it keeps a record of every reminder, even of one that no longer matters.
  public var isRecord: Bool { self == .journal }
}

extension Channel: Comparable {
  public static func < (left: Channel, right: Channel) -> Bool { left.name < right.name }
}
