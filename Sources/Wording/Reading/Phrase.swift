import Recurrence
import Rituals

/// The phrases of a `when`: `every first saturday at 10:00`, `once on 2026-12-24`, `3 weeks after last time`.
///
/// Case and spaces do not matter, `or` is `and`, `each` is `every`, weekdays and months may be shortened to
/// three letters and weekdays take a plural `s`. In EBNF (ISO 14977):
/// ```
/// phrase    = once | cadence | rule | calendar ;
/// once      = [ "once" ] [ "on" ] date [ times ] ;
/// cadence   = [ "every" ] span [ ( "to" | "-" ) span ] "after" [ "the" ] "last" [ "time" ]
///             [ [ "," ] [ "on" ] weekdays ] [ times ] ;
/// calendar  = "whenever" [ "the" ] ( "calendar" "shows" days "and" [ "the" ] "clock" | "clock" "shows" ) clock
///             [ "," "in" "the" "zone" name ] ;      (* a calendar expression: CalendarPhrase.swift *)
/// rule      = [ times ] ( [ "once" ] "every" repeated | "once" "a" unit [ place ]
///             | "every" part times | adverb | bare ) [ ( "in" | "of" | "from" ) months ]
///             { clause } [ [ part ] times ] { clause } [ end ] ;      (* the clauses: RuleParts.swift *)
/// repeated  = [ "other" ] weekdays                    (* every monday and thursday; every other saturday *)
///           | [ count | "other" | ordinal ] unit [ place ]     (* every 2 weeks on monday *)
///           | positions                               (* every second saturday; every 14 march *)
///           | months [ place ] ;                      (* every march on the first sunday *)
/// adverb    = ( "hourly" | "daily" | "weekly" | "fortnightly" | "monthly" | "quarterly" | "yearly" )
///             [ place ] ;
/// bare      = [ "on" ] ( weekdays | positions [ "every year" ] ) ;
/// place     = [ "on" ] ( weekdays | positions | "day" number ) | ( "in" | "of" ) months ;
/// positions = position { sep position } ;
/// position  = [ "the" ] ordinals [ weekdays | "weekday" | "day" ] [ scope ]
///           | number months | months number ;
/// ordinals  = ordinal { sep [ "the" ] ordinal } ;
/// ordinal   = ( "first" | "1st" | … ) [ "to" ] [ "last" ] | "last" | "penultimate" ;
/// scope     = ( "of" | "in" ) ( months | "the" "month" | "the" "year" )
///           | [ "of" ] "every" [ count | "other" ] ( "month" | "year" ) ;
/// times     = [ "," ] [ "at" ] time { sep [ "at" ] time } ;
/// time      = "18:30" | "18:30:05" | "7pm" | "7:30 pm" | "noon" | "midnight"
///           | hour ;        (* behind "at": 0, 9 to 23; any that is plain behind "every morning" or "every evening" *)
/// part      = "morning" | "afternoon" | "evening" | "night" ;      (* a time outside it is refused *)
/// end       = [ "," ] ( "until" date [ time ] | count "times" ) ;
/// weekdays  = weekday [ "to" weekday ] { sep weekday } | "weekdays" | "weekend" ;
/// months    = month [ "to" month ] { sep month } ;
/// date      = "2026-12-24" | "24 december 2026" | "december 24, 2026" ;
/// span      = count unit { [ "and" ] count unit } ;
/// sep       = "," | "and" | "," "and" ;
/// ```
/// A rule without a time carries none of BYHOUR, BYMINUTE and BYSECOND; with a time it carries all three.
public enum Phrase {
  /// Reads a phrase; throws the first fault with its place in the text.
  public static func parse(_ text: String) throws(TextFault) -> Form {
    try TokenReader.read(text) { reader throws(TextFault) in try reader.form() }
  }
}

extension TokenReader {
  mutating func form() throws(TextFault) -> Form {
    if says(.every) {
      advance()
      if saysAfter { return .cadence(try cadence()) }
      index -= 1
      return .rule(try rule())
    }
    if says(.whenever) { return .calendar(try calendarExpression()) }
    if let once = try once() { return once }
    return startsCadence ? .cadence(try cadence()) : .rule(try rule())
  }
}
