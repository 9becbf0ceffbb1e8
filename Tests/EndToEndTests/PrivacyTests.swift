import Foundation
import TestSupport
import Testing

/// What people write for themselves, under the real service: each with a word that is looked for everywhere.
@Suite("privacy, for real", .serialized)
struct PrivacyTests {
  @Test func `answers, wins and details stay in the notebook, but for one detail on the desktop`()
    async throws
  {
    try await Lab.open { lab in
      let due = HouseholdConfig.soon(25)
      var config = HouseholdConfig()
      config.hooks = #"{ "own": { "run": ["\#(lab.home)/own-hook", "{title}", "{body}", "{reason}"] } }"#
      let ways = #""via": ["journal", "desktop", "own"],"#
      config.add("coffee", title: "Coffee", once: due, more: ways + #""prompts": "repair","#)
      config.add("talk", title: "Talk", once: due.addingTimeInterval(3), more: ways + #""private": true,"#)
      // Everything a hook is given, all reminders in one file.
      try await lab.write(
        "own-hook", "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; cat; } >>hook-input\n")
      _ = try await lab.run(["chmod", "+x", "own-hook"])
      try await lab.install(config)
      // The first may be asked about Ana on the desktop; the private one never is.
      _ = try await lab.kin("note", "ana", "asks about marker-note")
      _ = try await lab.kin("win", "a walk, marker-win", "--with", "ana")
      let checkin = try await lab.run(
        [lab.home + "/.local/bin/kin", "checkin", "coffee"],
        input: "marker-answer\n\nmarker-answer\n\nmarker-answer\n\nmarker-answer\n\ndraining\nn\n")
      #expect(checkin.status == 0, "\(checkin.error)")

      _ = try await lab.reminder(of: "coffee")
      _ = try await lab.reminder(of: "talk")
      let shown = try await lab.wait(for: "both notifications") {
        let shown = try lab.notifications()
        return shown.count >= 2 ? shown : nil
      }
      try await lab.wait(until: "both inputs of the hook") {
        guard lab.exists("hook-input") else { return false }
        return try lab.read("hook-input").components(separatedBy: "KIN_REMINDER=").count >= 3
      }
      #expect(
        shown.filter { $0.body.contains("Ask about: asks about marker-note") }.map(\.summary) == ["Coffee"])
      #expect(shown.filter { $0.summary == "A ritual of yours" }.allSatisfy { !$0.body.contains("marker") })

      // The journal whole, and all that lies in the home: the history and its backup, hook input, config.
      let journal = try await lab.runAsRoot(["journalctl", "--all", "-o", "export"])
      #expect(journal.output.contains("Coffee") && !journal.output.contains("marker-"))
      func files(with word: String) async throws -> Set<String> {
        let found = try await lab.run(
          ["grep", "-rlaF", "--exclude=.bus-log", "--exclude-dir=bin", word, lab.home], seconds: 60)
        // `history.sqlite-wal` is a part of `history.sqlite`.
        return Set(
          found.output.split(separator: "\n").compactMap { path in
            path.split(separator: "/").last.map { String($0.prefix { $0 != "-" }) }
          })
      }
      #expect(
        try await files(with: "Coffee").isSuperset(of: ["history.sqlite", "hook", "config.json"]))
      for marker in ["marker-note", "marker-win", "marker-answer"] {
        #expect(try await files(with: marker) == ["notebook.sqlite"], "\(marker)")
      }
      let open = try await lab.run([
        "find", lab.home + "/.local/state/kinkeeper", "-perm", "/077", "-type", "f",
      ])
      #expect(open.output == "", "nobody else can read any of it")
    }
  }
}
