/// A way by which reminders reach people.
public enum Channel: Hashable, Sendable {
  case journal
  case desktop
  /// A program of the user's, by its name under `hooks`.
  case hook(String)

  /// The channels that need no hook. No hook can have one of their names.
  public static let builtIn: [Channel] = [.journal, .desktop]
  /// The default of `via`.
  public static let usual = builtIn

  /// A notification service that cannot be started makes notify-send wait for over a minute; this is long enough for one
  /// that is just being started.
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

  /// Whether it keeps a record of every reminder, even of one that no longer matters.
  public var isRecord: Bool { self == .journal }
}

extension Channel: Comparable {
  public static func < (left: Channel, right: Channel) -> Bool { left.name < right.name }
}
