/// A first day with Kinkeeper: what a newcomer types in a terminal of 80 columns, and what the programs answer.
enum FirstDay {
  static let name = "first-day"
  static let title = "A first day with Kinkeeper"

  static let opening = """
    Sam has installed Kinkeeper and opens a terminal of 80 columns. This is what Sam types, line by line, and what `kin` and the \
    daemon say.
    """

  /// The page, played in an empty folder.
  static func page(in folder: String) throws -> String {
    try Transcript(steps, title: title, opening: opening, in: folder).text
  }

  static let steps: [Transcript.Step] = [
    .heading("Saturday morning: a beginning"),
    .say("`kin init` asks a few questions. Enter takes what stands in brackets."),
    .type(
      "2026-11-28T09:30", "kin init --preset monthly-coffee",
      answers: ["Sam", "Ana"] + Array(repeating: "", count: 9)),
    .say("Another ritual takes one sentence. `kin add` says how it understood it, and asks."),
    .type(
      "2026-11-28T09:36", #"kin add "Soup night with Ana and Jo every thursday at 19:00""#, answers: ["y"]),
    .say("The two of them and Sam would like to take turns, so Sam writes that into the config, and slips."),
    .edit(
      "\"id\": \"soup-night-ana-jo\",",
      with:
        "\"id\": \"soup-night-ana-jo\", \"turns\": { \"roles\": [\"host\"], \"order\": [\"sam\", \"anna\", \"jo\"] },"
    ),
    .type("2026-11-28T09:41", "kin config check"),
    .edit("\"anna\"", with: "\"ana\""),
    .type("2026-11-28T09:42", "kin config check"),
    .say("Is `every 2 weeks` what Sam thinks it is?"),
    .type("2026-11-28T09:45", #"kin when "every 2 weeks on sunday at 18:00" --count 3"#),
    .heading("The week"),
    .say("Alone, `kin` shows the agenda; the daemon looks after it from now on."),
    .type("2026-11-28T09:50", "kin"),
    .type("2026-11-28T09:51", "kin turns soup"),
    .remind("2026-12-03T19:00"),
    .type("2026-12-03T22:10", "kin done soup"),
    .remind("2026-12-03T23:00"),
    .type("2026-12-04T08:20", "kin move coffee sunday 11:00"),
    .say("That was too fast: Ana can make it on Saturday after all."),
    .type("2026-12-04T08:31", "kin undo"),
    .remind("2026-12-05T10:00"),
    .type("2026-12-05T10:02", "kin snooze coffee 1h"),
    .remind("2026-12-05T11:02"),
    .type("2026-12-05T13:00", "kin done coffee"),
    .say("Next Thursday nobody has time. A skip needs no reason."),
    .type("2026-12-07T20:00", "kin skip soup"),
    .type("2026-12-07T20:01", "kin explain soup"),
    .type("2026-12-07T20:03", "kin history"),
  ]
}
