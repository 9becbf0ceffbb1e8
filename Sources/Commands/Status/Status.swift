import ArgumentParser
import Rituals

/// `kin status`: how the daemon is, and what is held; or one line for a status bar.
struct Status: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how the daemon, the config, the history and the channels are.",
    discussion: """
      With --format, one line for a status bar: what is open, else what comes next. With --follow, another line whenever \
      that changes, until the reader goes away; nothing is asked in between, and a restart of the daemon is followed, too. \
      A private ritual keeps its title here. docs/desktop.md has settings for bars.

      The formats are plain, waybar (text, alt, tooltip, class), i3status (i3status-rust: text, short_text, state) and json \
      (class, text, open, next, problems). A class is problem, open, next or nothing.
      """)

  @Flag(help: "Go on, and print a line whenever it changes.") var follow = false

  @Option(help: ArgumentHelp("One line: plain, waybar, i3status or json.", valueName: "format"))
  var format: StatusLine.Format?

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if follow, options.at != nil {
      throw ValidationError("--at looks from one moment, and --follow goes on: leave one of them out")
    }
    if format != nil, options.json { throw ValidationError("--json is --format json: leave one of them out") }
  }

  func run(in context: Context) throws -> Report {
    let lineFormat = format ?? (options.json ? .json : .plain)
    if follow {
      try StatusFollower(options, lineFormat, context).follow()
      return Report()
    }
    let status = try StatusReport(options, in: context)
    if let format { return Report(data: StatusLine(status).text(format)) }
    return options.json ? Report(status.json) : Report(status.lines(context.terminal))
  }
}

extension StatusLine.Format: ExpressibleByArgument {}
