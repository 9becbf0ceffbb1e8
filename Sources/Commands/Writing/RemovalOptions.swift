import ArgumentParser

/// Options of a command that takes something out for good: it asks first, and in a pipe it wants to be told.
struct RemovalOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Do not ask.") var yes = false

  /// Whether it may go, which is shown and asked in a terminal. In a pipe it may not without `--yes`.
  func mayRemove(_ what: String, from place: String, _ shown: [String] = [], in context: Context) throws
    -> Bool
  {
    if yes { return true }
    guard context.isInteractive else {
      throw WrongUsage("this takes \(what) out of \(place); --yes says that it may")
    }
    context.print(shown)
    return context.conversation().confirm("Remove \(what) from \(place)?", usual: false) == true
  }
}
