import Foundation
import Glibc
import History
import JSONText
import Rituals
import TestSupport
import Testing

/// `kinkeeperd` over a home, as somebody starts it in a terminal. It ends with the test.
private final class RunningDaemon {
  private let process = Process()
  private let output = Pipe()

  /// Returns once it has made its first plan.
  init(_ home: Home) throws {
    process.executableURL = URL(fileURLWithPath: Project.programs + "/kinkeeperd")
    process.arguments = ["--config", home.config, "--state", home.state]
    process.environment = ["HOME": home.folder.path, "TZ": "Europe/Berlin", "PATH": "/usr/bin:/bin"]
    (process.standardError, process.standardOutput) = (output, FileHandle.nullDevice)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var said = ""
    // Its status is the last line of the start.
    while !said.contains("  next: ") {
      let bytes = output.fileHandleForReading.availableData
      try #require(!bytes.isEmpty, "it ended: \(said)")
      said += String(decoding: bytes, as: UTF8.self)
    }
    // What it says later must find room.
    output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
  }

  deinit {
    output.fileHandleForReading.readabilityHandler = nil
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

@Suite("kin remind, while kinkeeperd runs", .serialized)
struct RemindTests {
  private func home(_ hooks: String, via: String) -> Home {
    Home(
      """
      { "id": "tea", "title": "Tea", "when": "every year on 1 june at 10:00", "via": [\(via)] }
      """, more: "\"hooks\": { \(hooks) },\n")
  }

  @Test func `each channel is reported, and all of them delivered is a success`() throws {
    let home = home(#""phone": { "run": ["true"] }"#, via: #""journal", "phone""#)
    let daemon = try RunningDaemon(home)
    let ran = try home.kin("remind", "tea")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.lines.first?.hasPrefix("Tea, ") == true)
    #expect(ran.lines.dropFirst() == ["journal  delivered", "phone    delivered"])
    #expect(try home.kin("history", "tea").output.contains("reminded, as asked for"))
    withExtendedLifetime(daemon) {}
  }

  @Test func `a channel that fails is named with its reason, and the exit status is 1`() throws {
    let home = home(
      #""phone": { "run": ["sh", "-c", "echo no network >&2; exit 3"] }, "pager": { "run": ["no-such-program"] }"#,
      via: #""journal", "phone", "pager""#)
    let daemon = try RunningDaemon(home)
    let ran = try home.kin("remind", "tea")
    #expect(ran.status == 1)
    #expect(
      ran.lines.dropFirst() == [
        "journal  delivered",
        "phone    not delivered: ended with code 3: no network; it is tried again with growing pauses",
        "pager    not delivered: there is no program no-such-program in PATH; it is tried again with growing pauses",
      ])
    #expect(ran.error == "kin: not delivered by phone and pager; kin status shows how it goes on\n")
    let json = try home.kin("remind", "tea", "--json").json
    #expect(json["action"]?.string == "remind")
    #expect(json["reminder"]?.string?.contains("/asked-") == true)
    let channels = try #require(json["channels"]?.elements)
    #expect(channels.map { $0["channel"]?.string } == ["journal", "phone", "pager"])
    #expect(channels.map { $0["state"]?.string } == ["delivered", "failed", "failed"])
    #expect(channels.map { $0["triesAgain"]?.boolean } == [false, true, true])
    #expect(json["channels"]?[1]?["reason"]?.string == "ended with code 3: no network")
    withExtendedLifetime(daemon) {}
  }

  @Test func `it waits for a hook no longer than the hook may take`() throws {
    let home = home(#""phone": { "run": ["sleep", "600"], "timeout": "1s" }"#, via: #""phone""#)
    let daemon = try RunningDaemon(home)
    let begun = ContinuousClock.now
    let ran = try home.kin("remind", "tea")
    #expect(ContinuousClock.now - begun < .seconds(20))
    #expect(ran.status == 1)
    #expect(
      ran.lines.last?.contains("not delivered: took longer than 1.0 seconds and was ended") == true, "\(ran)")
    #expect(ran.error.hasPrefix("kin: no channel has delivered it"))
    withExtendedLifetime(daemon) {}
  }

  @Test func `the history says reminded only where a channel has delivered`() throws {
    let home = home(#""phone": { "run": ["test", "-e", "there"] }"#, via: #""phone""#)
    let daemon = try RunningDaemon(home)
    #expect(try home.kin("remind", "tea").status == 1)
    let words = "no channel has delivered the reminder that was asked for yet"
    let shown = try home.kin("history", "tea").output
    #expect(shown.contains(words) && !shown.contains("reminded"), "\(shown)")
    let facts = Array(try home.kin("history", "tea", "--json").json.elements)
    #expect(facts.last { $0["fact"]?.string == "given" }?["delivered"]?.boolean == false)
    // From its next try on the hook works; the home folder is where it runs.
    home.folder.write("", to: "there")
    #expect(try home.kin("remind", "tea").status == 0)
    let later = try home.kin("history", "tea").output
    #expect(later.contains("reminded, as asked for"))
    withExtendedLifetime(daemon) {}
  }

  @Test func `what it waits for stands on a terminal, and goes when it is over`() throws {
    let home = home(#""phone": { "run": ["sleep", "2"] }"#, via: #""phone""#)
    let daemon = try RunningDaemon(home)
    let screen = try home.typing("", ["remind", "tea"])
    #expect(screen.contains { $0.contains("waiting for phone, 1 s") }, "\(screen)")
    #expect(screen.last?.contains("phone  delivered") == true, "\(screen)")
    // In a pipe there is nothing of it.
    #expect(try home.kin("remind", "tea").error == "")
    withExtendedLifetime(daemon) {}
  }

  @Test func `a daemon that has ended is not waited for`() throws {
    let home = home(#""phone": { "run": ["true"] }"#, via: #""phone""#)
    do { withExtendedLifetime(try RunningDaemon(home)) {} }
    let begun = ContinuousClock.now
    let ran = try home.kin("remind", "tea", "--json")
    #expect(ContinuousClock.now - begun < .seconds(5))
    #expect(ran.status == 1)
    #expect(ran.error.contains("is not running") && ran.error.contains("comes when it starts"))
    #expect(try ran.json["channels"]?.count == 0 && ran.json["reminder"]?.string == nil)
    // It was noted, and comes when one starts.
    let daemon = try RunningDaemon(home)
    let store = try #require(try HistoryStore(reading: home.state))
    var isDelivered = false
    let deadline = ContinuousClock.now + .seconds(20)
    while !isDelivered, ContinuousClock.now < deadline {
      try store.forEachEvent { if case .delivered(.asked, _) = $0.event.fact { isDelivered = true } }
      poll(nil, 0, 20)
    }
    #expect(isDelivered)
    withExtendedLifetime(daemon) {}
  }
}
