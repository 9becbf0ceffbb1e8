import CivilTime
import Recurrence
import Rituals

/// The phrases of a `when`: `every first saturday at 10:00`, `once on 2026-12-24`, `3 weeks after last time`.
///
/// Case and spaces do not matter, `or` is `and`, `each` is `every`, weekdays and months may be shortened to
/// three letters and weekdays take a plural `s`. In EBNF (ISO 14977):
/// ```
/// phrase    = once | cadence | rules | calendar ;
/// once      = [ "once" ] [ "on" ] date [ times ] | relative [ times ] ;
/// cadence   = [ "every" ] span [ ( "to" | "-" ) span ] from_last [ [ "," ] [ "on" ] weekdays ] [ times ]
///           | [ "some" "day" ] "every" count ( "to" | "-" ) count unit [ [ "on" ] weekdays ] [ times ]
///           | "after" span ;
/// from_last = "after" [ "the" ] "last" [ "time" | "one" ] | done ;
/// done      = "when" [ "it's" ] "done" | ( "after" | "from" ) "completion" ;
/// calendar  = "whenever" [ "the" ] ( "calendar" "shows" days "and" [ "the" ] "clock" | "clock" "shows" ) clock
///             [ "," "in" "the" "zone" name ] ;      (* a calendar expression: CalendarPhrase.swift *)
/// rules     = { before [ "," ] } rule { sep rule } ;      (* monday at 18:00 and thursday at 19:30 *)
/// before    = times | "in" "the" part | period | start | except | end ;      (* holds for all rules *)
/// rule      = ( [ "once" ] "every" repeated | "every!" repeated | number_of "a" unit [ place ]
///             | "every" part times | adverb | bare ) { clause } ;
/// clause    = times | [ "in" "the" ] part [ times ] | period | start | except | end | done | how_often
///           | parts ;      (* each once, in any order; parts: RuleParts.swift *)
/// period    = ( "in" | "of" | "during" | "throughout" | "all" [ "of" ] ) ( months [ year ] | year )
///           | "from" month "to" month | [ "in" ] ( "this" | "next" ) ( "week" | "month" | "year" )
///           | "all" "year" [ "round" ] ;
/// repeated  = [ "other" ] weekdays                    (* every monday and thursday; every other saturday *)
///           | [ count | "other" | ordinal ] unit [ place ]     (* every 2 weeks on monday *)
///           | positions                               (* every second saturday; every 14 march *)
///           | months [ place ] ;                      (* every march on the first sunday; every christmas eve *)
/// number_of = "once" | "twice" | count "times" ;
/// adverb    = ( "hourly" | "daily" | "weekly" | "fortnightly" | "monthly" | "quarterly" | "yearly" )
///             [ place ] ;
/// bare      = [ "on" ] ( [ "alternate" ] weekdays [ how_often ] | positions [ how_often ] ) | "mornings" | … ;
/// how_often = adverb | "every" [ count | "other" ] unit | "once" "a" unit ;
/// place     = [ "on" ] ( weekdays | positions | "day" number ) | ( "in" | "of" ) months ;
/// positions = position { sep position } ;
/// position  = [ "the" ] ordinals [ weekdays | "weekday" | "day" ] [ scope ]
///           | number months | months number | [ "the" ] ( "beginning" | "end" ) scope | feast ;
/// feast     = [ [ "the" ] [ count | ordinal ] ( "day" | "days" | "weeks" ) ( "before" | "after" ) ] name ;
/// ordinals  = ordinal { sep [ "the" ] ordinal } ;
/// ordinal   = ( "first" | "1st" | … ) [ "to" ] [ "last" ] | "last" | "penultimate" ;
/// scope     = ( "of" | "in" ) ( months | "the" "month" | "the" "year" )
///           | [ "of" ] "every" [ count | "other" | ordinal ] ( "month" | "year" ) ;
/// times     = [ "," ] [ "at" ] time { sep [ "at" ] time } ;      (* time: Clock.swift *)
/// part      = "morning" | "afternoon" | "evening" | "night" ;      (* alone, its usual time; a time outside is refused *)
/// start     = ( "starting" | "from" | "since" ) ( date | relative | month ) [ "to" date ] ;
/// except    = ( "except" | "but" "not" | "not" ) left_out { sep left_out } ;
/// left_out  = [ "in" ] months | [ "on" ] weekdays | [ "the" ] ordinals [ weekday | "one" ] [ "of" "the" "month" ] | date ;
/// end       = [ "," ] ( "until" ( date [ time ] | month | relative ) | "for" span | [ "for" ] count "times" ) ;
/// relative  = "tomorrow" | "next week" | … ;          (* the days of MomentDay+Text.swift; only where today is known *)
/// weekdays  = weekday [ "to" weekday ] { sep weekday } | "weekdays" | "weekend" ;
/// months    = month [ "to" month ] { sep month } | season ;
/// date      = "2026-12-24" | "24 december 2026" | "december 24, 2026" | name year ;       (* easter monday 2027 *)
/// span      = count unit { [ "and" ] count unit } ;
/// sep       = "," | "and" | "," "and" | "/" ;
/// ```
/// A rule without a time carries none of BYHOUR, BYMINUTE and BYSECOND; with a time it carries all three.
public struct Phrase: Equatable, Sendable {
  /// What repeats, or the single date.
  public var form: Form
  /// `starting 2027-01-04`.
  public var starting: LocalPoint?
  /// `except 2026-12-24`.
  public var except: [LocalPoint] = []

  /// How long each time takes, which only a sentence has a place for: `19:30-21:00`.
  var duration: Span?

  package init(
    form: Form, starting: LocalPoint? = nil, except: [LocalPoint] = [], duration: Span? = nil
  ) {
    (self.form, self.starting, self.except, self.duration) = (form, starting, except, duration)
  }

  /// Reads a phrase; throws the first fault with its place in the text.
  ///
  /// - Parameter today: the day on which it is said. Without it, as in a config, which is read on many days, nothing
  ///   relative is understood: `starting next week`, `tomorrow at 10`, a date without its year.
  public init(parsing text: String, today: CivilDate? = nil) throws(TextFault) {
    let context = today.map { Boxed(ReadingContext(today: $0)) } ?? ReadingContext.phrase
    self = try TokenReader.read(text, in: context) { reader throws(TextFault) in try reader.phrase() }
  }

  /// Reads a phrase that has neither a start nor exceptions of its own.
  public static func parse(_ text: String) throws(TextFault) -> Form {
    let phrase = try Phrase(parsing: text)
    guard phrase.starting == nil, phrase.except.isEmpty else {
      throw TextFault(
        .keyOfItsOwn(text, key: phrase.starting == nil ? "except" : "starting"), at: 0..<text.utf8.count)
    }
    return phrase.form
  }
}

extension TokenReader {
  mutating func phrase() throws(TextFault) -> Phrase {
    // `some day, every 3 to 6 weeks`
    if accept(.some, .unit(.day)) { acceptComma() }
    if says(.every) || says(.everyFromDone) {
      advance()
      if let isWindow = isWindowBehindEvery { return try cadence(isWindow: isWindow) }
      index -= 1
      return try rule()
    }
    // `once in a while`
    if says(.once, .in, .number(1)) {
      advance()
      if let vague = vagueRhythm { throw vague }
      index -= 1
    }
    if says(.whenever) { return Phrase(form: .calendar(try calendarExpression())) }
    if let once = try once() { return Phrase(form: once) }
    var probe = self
    let isRange = try probe.timeRange(isLeading: true) != nil
    return startsCadence && !startsTime() && !isRange && feast() == nil ? try cadence() : try rule()
  }
}
