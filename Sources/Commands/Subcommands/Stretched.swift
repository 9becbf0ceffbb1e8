import ArgumentParser
import CivilTime
import JSONText
import Rituals
import Wording

/// `kin stretched`: ask less of the user for a while.
struct Stretched: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "stretched",
    abstract: "Say that you feel stretched: your rituals ask less of you for a while.",
    discussion: """
      Your turns pass to others who are free, rituals that count from their last time come half as long again after it, \
      and nothing is asked twice. You still take part, fixed dates stay, and nothing has to be made up. It ends by \
      itself; --over ends it sooner. Alone it shows whether you said so, and what that changes.

        kin stretched --for "10 days"
        kin stretched --until "24 december"

      With --json, alone: an object of stretched, until (the last day, or null) and eased, sentences that say what.
      """)

  @Option(name: .customLong("for"), help: ArgumentHelp("For how long: \"2 weeks\".", valueName: "span"))
  var span: String?

  @Option(help: ArgumentHelp("Its last day: friday, 24 december, 2026-12-24.", valueName: "day"))
  var until: String?

  @Flag(help: "You no longer feel stretched.") var over = false

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if [span != nil, until != nil, over].count(where: { $0 }) > 1 {
      throw ValidationError("--for, --until and --over exclude each other")
    }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let me = try situation.household.user().id
    let holds = situation.planner.circumstances.stretch.flatMap { $0.contains(situation.now) ? $0 : nil }
    if over { return try end(of: me, holds, in: situation) }
    guard let until = try end(in: situation) else {
      return options.json ? Report(json(of: me, holds, in: situation)) : shown(of: me, holds, in: situation)
    }
    let event = Event(at: situation.now, person: me, fact: .stretched(until: until))
    let changes = StretchedChanges(of: me, in: situation, saying: event, until: until)
    let receipt = Receipt(action: "stretched", people: [me], events: try situation.record([event]))
    return receipt.report(
      ["Thank you for saying so."] + lines(of: changes, in: situation), asJSON: options.json)
  }

  /// Whether it is so now, and what that changes.
  private func shown(of me: String, _ holds: Stretch?, in situation: Situation) -> Report {
    if let holds {
      return Report(lines(of: StretchedChanges(of: me, in: situation, during: holds), in: situation))
    }
    return Report(
      situation.terminal.paragraph(
        "You haven't said that you feel stretched. kin stretched --for \"2 weeks\" says so."))
  }

  /// The first instant after it; nil where neither a length nor a last day is given.
  private func end(in situation: Situation) throws -> Instant? {
    let (today, zone) = (situation.today, situation.zone)
    if let span { return Stretch.end(of: try length(span), from: today, zone: zone) }
    guard let until else { return nil }
    let text = try situation.context.dayText(until, from: situation.now, zone: zone)
    guard let last = CivilDate(text) else {
      throw WrongUsage("it ends with a whole day: write --until friday or --until 2026-12-24")
    }
    guard last >= today else {
      throw WrongUsage("\(situation.day(last)) is over; name today or a day to come")
    }
    guard last.dayNumber - today.dayNumber <= 366 else { throw Stretched.tooLong }
    return zone.instant(of: CivilDateTime(last.advanced(byDays: 1), .midnight))
  }

  private static var tooLong: WrongUsage {
    WrongUsage("a year is the most; for longer, let rituals rest: kin pause RITUAL")
  }

  private func length(_ span: String) throws -> Span {
    let length: Span
    do throws(TextFault) {
      length = try Span(parsing: span)
    } catch {
      throw WrongUsage(
        "\"\(DisplayText.line(span))\" isn't a length of time: \(error.message); write \"3 days\" or \"2 weeks\""
      )
    }
    guard length.months > 0 || length.days > 0 else {
      throw WrongUsage("it takes whole days: write \"3 days\" or \"2 weeks\"")
    }
    guard length.months <= 12, length.days <= 366 else { throw Stretched.tooLong }
    return length
  }

  private func lines(of changes: StretchedChanges, in situation: Situation) -> [String] {
    (changes.sentences + ["Until \(situation.day(changes.lastDay)); kin stretched --over ends it sooner."])
      .flatMap { situation.terminal.paragraph($0) }
  }

  private func end(of me: String, _ holds: Stretch?, in situation: Situation) throws -> Report {
    guard holds != nil else { throw Failure("you don't feel stretched now, so there is nothing to end") }
    let event = Event(at: situation.now, person: me, fact: .stretched(until: situation.now))
    let receipt = Receipt(action: "stretched", people: [me], events: try situation.record([event]))
    return receipt.report(
      "Good to have you back. Nothing has to be made up; what is still to come goes round as before.",
      asJSON: options.json)
  }

  private func json(of me: String, _ holds: Stretch?, in situation: Situation) -> JSON {
    guard let holds else { return ["stretched": false, "until": .null, "eased": .list([])] }
    let changes = StretchedChanges(of: me, in: situation, during: holds)
    return [
      "stretched": true, "until": "\(changes.lastDay)", "eased": .strings(changes.sentences),
    ]
  }
}
