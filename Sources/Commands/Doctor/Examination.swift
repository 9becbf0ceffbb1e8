import CivilTime
import Files
import Glibc
import History
import RitualFile
import Rituals
import Wording

/// The checks of `kin doctor`. Each stands alone, so a failure hides no other.
struct Examination {
  let status: StatusReport
  let places: Places
  let context: Context
  let config: ConfigFile?
  /// The unit; nil without a user manager.
  private let unit: Unit?
  /// Whether the session bus answers.
  private let hasBus: Bool

  /// The service's unit, as the user manager has it.
  private struct Unit {
    var load: String
    var state: String
    var process: Int32

    var isInstalled: Bool { load == "loaded" }
    var isMasked: Bool { load == "masked" }

    init?() {
      let properties = ["LoadState", "UnitFileState", "MainPID"].flatMap { ["-p", $0] }
      let asked = Systemctl().run(["show"] + properties + [UnitFile.name])
      guard asked.status == 0 else { return nil }
      var values: [Substring: String] = [:]
      for line in asked.said.split(separator: "\n") {
        let parts = line.split(separator: "=", maxSplits: 1)
        if let name = parts.first { values[name] = parts.count > 1 ? String(parts[1]) : "" }
      }
      load = values["LoadState"] ?? ""
      state = values["UnitFileState"] ?? ""
      process = values["MainPID"].flatMap { Int32($0) } ?? 0
    }
  }

  init(_ options: ReadingOptions, in context: Context) throws {
    self.context = context
    places = context.places(options.files)
    status = try StatusReport(options, in: context)
    config = try? ConfigFile.read(places.config, in: context)
    unit = Unit()
    let bus = "org.freedesktop.DBus"
    hasBus = Examination.call(bus, "/org/freedesktop/DBus", bus, "GetId").status == 0
  }

  var findings: [Finding] {
    [service, ownConfig] + history + channels
      + [bus, object, desktop, journal, environment, linger, zone, clock]
      .compactMap { $0 } + hooks
  }

  // MARK: Kinkeeper's own

  private var service: Finding {
    guard let daemon = status.daemon else { return .wrong("daemon", "it is not running", wayToStart) }
    let running = "running, process \(daemon.process)"
    guard let unit else {
      return .hint("daemon", "\(running); there is no systemd user manager that would start it")
    }
    guard unit.process == daemon.process else {
      let way = "end it, then kin service install has it start with your session"
      return .hint("daemon", "\(running), started by hand", way)
    }
    if unit.state == "disabled" {
      return .hint("daemon", "\(running), but not enabled", "systemctl --user enable kinkeeper")
    }
    return .good("daemon", running)
  }

  private var wayToStart: String {
    if unit?.isMasked == true { return "systemctl --user unmask kinkeeper, then kin service install" }
    // A package's unit doesn't start without a config.
    let isReady = unit?.isInstalled == true && unit?.state != "disabled" && config != nil
    return isReady ? "systemctl --user start kinkeeper" : "kin service install has it start with your session"
  }

  private var ownConfig: Finding {
    switch status.config {
    case .wrong(let count):
      return .wrong(
        "config", "\(places.config) has \(count == 1 ? "an error" : "\(count) errors")",
        "kin config check shows where")
    case .unreadable(let why): return .wrong("config", why)
    case .good: break
    }
    guard let config, let household = config.reading.household else { return .good("config", places.config) }
    let rituals = household.rituals.count
    let text = "\(places.config), \(rituals) ritual\(rituals == 1 ? "" : "s")"
    let warnings = ((try? config.findings(of: places)) ?? []).count
    if warnings > 0 {
      let what = warnings == 1 ? "a warning" : "\(warnings) warnings"
      return .hint("config", "\(text), \(what)", "kin config check shows \(warnings == 1 ? "it" : "them")")
    }
    if access(places.config, W_OK) != 0 {
      return .hint("config", "\(text); it can't be written, so kin can't change it")
    }
    return .good("config", text)
  }

  private var history: [Finding] {
    if let fault = status.historyFault { return [.wrong("history", fault)] }
    guard status.hasHistory else {
      return [.hint("history", "none yet; it comes with the first reminder or answer")]
    }
    var findings: [Finding] = []
    // SQLite also writes a log beside the file.
    for path in [places.state, status.historyPath] where access(path, W_OK) != 0 {
      findings.append(
        .wrong("history", "\(path) can't be written", "ls -ld shows whose it is and what they may"))
    }
    if let weakness = status.weakness { findings.append(.hint("history", weakness)) }
    return findings.isEmpty ? [.good("history", status.historyPath)] : findings
  }

  private var channels: [Finding] {
    let sentences = status.troubled.map { "\($0.channel.name): \($0.tries.failure?.sentence ?? "")" }
    return Set(sentences).sorted().map { .wrong("channels", $0, "kin status has more of it") }
  }

  private var hooks: [Finding] {
    guard let config, let household = config.reading.household else { return [] }
    return presets(household)
      + household.hooks.values.sorted { $0.name < $1.name }.map { hook in
        var one = household
        one.hooks = [hook.name: hook]
        let found = config.hookWarnings(of: places, household: one).first
        let about = "hook \(hook.name)"
        guard let found else { return .good(about, hook.run.first ?? "") }
        return .wrong(about, "line \(found.line): \(found.message)", "kin config check shows it")
      }
  }

  /// Checks the programs of the built-in hooks.
  private func presets(_ household: Household) -> [Finding] {
    let name = "notify-send"
    guard household.hooks[name] == nil, uses(.hook(name)) else { return [] }
    let missing = [name, "stdbuf"].filter { program in
      let found = FoundProgram.find(program, folders: context.environment("PATH"), from: context.paths.home)
      if case .at = found { return false }
      return true
    }
    return missing.isEmpty
      ? [.good("hook \(name)", "built in, and its programs are there")]
      : [
        .wrong(
          "hook \(name)", "there is no \(DisplayText.list(missing))", "install libnotify-bin and coreutils")
      ]
  }

  /// Whether any ritual uses a channel.
  private func uses(_ channel: Channel) -> Bool {
    status.situation?.kept.contains { $0.ritual.via.contains(channel) } ?? false
  }

  // MARK: The session

  /// Calls a method on the session bus.
  private static func call(_ name: String, _ path: String, _ interface: String, _ words: String...) -> Asked {
    Asked.of(["busctl", "--user", "--timeout=5", "call", name, path, interface] + words)
  }

  private var bus: Finding {
    if hasBus { return .good("bus", "the session bus answers") }
    let remedy = "install dbus-user-session and log in again"
    return uses(.desktop)
      ? .wrong("bus", "no session bus answers, so nothing comes to the desktop", remedy)
      : .hint("bus", "no session bus answers; no ritual needs it")
  }

  private var object: Finding? {
    guard status.daemon != nil, hasBus else { return nil }
    let asked = Asked.of([
      "busctl", "--user", "--timeout=5", "--auto-start=no", "get-property", "org.kinkeeper.Kinkeeper1",
      "/org/kinkeeper/Kinkeeper1", "org.kinkeeper.Kinkeeper1", "Version",
    ])
    let way =
      unit?.process == status.daemon?.process
      ? "systemctl --user restart kinkeeper" : "end the daemon and start it again"
    guard asked.status == 0 else { return .hint("object", "org.kinkeeper.Kinkeeper1 doesn't answer", way) }
    let version = asked.said.split(separator: "\"").dropFirst().first.map(String.init) ?? ""
    if version != kinkeeperVersion {
      return .hint("object", "the daemon is version \(version), kin is \(kinkeeperVersion)", way)
    }
    return .good("object", "org.kinkeeper.Kinkeeper1 answers, version \(version)")
  }

  private var desktop: Finding? {
    guard hasBus else { return nil }
    let (name, path) = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
    let asked = Examination.call(name, path, name, "GetServerInformation")
    guard asked.status == 0 else {
      return uses(.desktop)
        ? .wrong("desktop", "no notification server is running", "start your desktop's, or dunst or mako")
        : .hint("desktop", "no notification server is running; no ritual needs it")
    }
    let words = asked.said.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    let server = [words.first, words.count > 2 ? words[2] : nil].compactMap { $0 }.joined(separator: " ")
    let can = Examination.call(name, path, name, "GetCapabilities").said
    let abilities = [
      ("actions", "buttons"), ("body-markup", "markup"), ("persistence", "a list of them"),
      ("sound", "sounds"),
    ]
    let known = abilities.filter { can.contains("\"\($0.0)\"") }.map(\.1)
    if !can.contains("\"actions\"") {
      return .hint("desktop", "\(server), without buttons", "answer with kin done, skip or snooze")
    }
    return .good("desktop", "\(server), with \(DisplayText.list(known))")
  }

  private var journal: Finding {
    let socket = "/run/systemd/journal/socket"
    if access(socket, W_OK) == 0 {
      return .good("journal", "it takes entries: journalctl --user -u kinkeeper")
    }
    return uses(.journal)
      ? .wrong(
        "journal", "\(socket) takes no entries, so reminders wait there",
        "leave journal out of via, or start journald")
      : .hint("journal", "\(socket) takes no entries; no ritual needs it")
  }

  private var environment: Finding? {
    let asked = Systemctl().run(["show-environment"])
    guard asked.status == 0 else { return nil }
    let names = asked.said.split(separator: "\n").compactMap {
      $0.split(separator: "=").first.map(String.init)
    }
    let screens = ["WAYLAND_DISPLAY", "DISPLAY"].filter(names.contains)
    if !screens.isEmpty {
      return .good("hooks", "they get \(DisplayText.list(screens)) from the user manager")
    }
    return .hint(
      "hooks", "the user manager knows no screen, so a hook can open no window",
      "systemctl --user import-environment DISPLAY WAYLAND_DISPLAY")
  }

  // MARK: The machine

  private var linger: Finding? {
    switch status.lingers {
    case true?: .good("linger", "on: the daemon runs from boot on")
    case false?:
      .hint(
        "linger", "off: the daemon runs only while you are logged in", "loginctl enable-linger changes that")
    case nil: nil
    }
  }

  private var zone: Finding {
    let (zone, fault) = context.zones.systemZone()
    if let fault { return .wrong("zone", "the machine's zone can't be read: \(fault)") }
    let here = status.zone.identifier
    return .good("zone", here == zone.identifier ? here : "\(here), and the machine's is \(zone.identifier)")
  }

  private var clock: Finding {
    let asked = Asked.of(["timedatectl", "show", "-P", "NTPSynchronized"]).said
    var newest = Instant.distantPast
    try? HistoryStore(reading: places.state)?.forEachEvent { newest = max(newest, $0.event.at) }
    if newest.seconds > status.now.seconds + 3600 {
      let ahead =
        "the history has entries of \(status.zone.local(at: newest).date), which is ahead of the clock"
      return asked == "yes"
        ? .hint("clock", "set by the network; \(ahead), so it was wrong before")
        : .wrong("clock", ahead, "see that the clock is right: date")
    }
    switch asked {
    case "yes": return .good("clock", "set by the network")
    case "no": return .hint("clock", "not set by the network", "timedatectl set-ntp true")
    default: return .hint("clock", "can't tell whether the network sets it")
    }
  }
}
