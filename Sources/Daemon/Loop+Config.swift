import CivilTime
import Files
import Planning
import RitualFile
import Rituals
import Wording

/// Taking the config in: a whole new household is built and swapped in, or the old one stays.
extension Loop {
  /// What was found where the config should be: its text and what that says, or why it could not be read.
  typealias ConfigFound = Result<(bytes: [UInt8], reading: RitualFile.Reading), FileFault>

  func loadConfig() { take(readConfig()) }

  /// Reads the config, and changes nothing yet.
  func readConfig() -> ConfigFound {
    Result { () throws(FileFault) in
      let bytes = try world.config.read()
      return (bytes, RitualFile.read(bytes, file: world.config.path, zones: world.zones))
    }
  }

  func take(_ config: ConfigFound) {
    let path = world.config.path
    do {
      let (bytes, reading) = try config.get()
      if let household = reading.household {
        let wasBroken = setTrouble(.config, nil) && isReady
        adopt(household)
        configToKeep = bytes
        reportWarnings(household, bytes)
        if wasBroken { note("the config is good again and in use: \(path)", priority: 5, id: .configMended) }
        return
      }
      let text = DiagnosticRenderer().render(reading.diagnostics, source: bytes).trimmedEnd
      refuseConfig(
        "\(path) has \(reading.diagnostics.count == 1 ? "a mistake" : "\(reading.diagnostics.count) mistakes")",
        details: text)
    } catch {
      if case .notFound = error, !isReady, world.config.readLastGood() == nil {
        setTrouble(
          .config, "no config yet: write \(path), or run `kin service install`, which puts one there")
        note(reported.troubles[.config] ?? "", priority: 5)
      } else {
        refuseConfig("the config cannot be read", details: "\(error)")
      }
    }
    if !isReady { fallBackToLastGood() }
  }

  /// Reports once what is doubtful in a good config. Nobody wrote thousands of rituals by hand: there it's left to
  /// `kin config check`, so that a load costs no more.
  private func reportWarnings(_ household: Household, _ bytes: [UInt8]) {
    var warnings: [Diagnostic] = []
    let path = world.config.path
    if household.rituals.count <= Loop.ritualsToDoubt {
      warnings = RitualFile.scheduleWarnings(
        of: household, in: bytes, file: path, after: world.now(), zone: planner.circumstances.zone,
        zoneNamed: { try? world.zones.zone($0) })
    }
    let details = DiagnosticRenderer().render(warnings, source: bytes).trimmedEnd
    guard reported.configWarnings != details else { return }
    reported.configWarnings = details
    guard !warnings.isEmpty else { return }
    let count = warnings.count == 1 ? "a warning" : "\(warnings.count) warnings"
    note("\(path) is in use, with \(count)\n\(details)", priority: 5, fields: [("KIN_CONFIG", path)])
  }

  private static let ritualsToDoubt = 1000

  /// The config as it is cannot be used: what was in use stays, and that is reported once.
  private func refuseConfig(_ what: String, details: String) {
    let text = "\(what); the last good one stays in use"
    guard reported.troubles[.config] != text || reported.configDetails != details else { return }
    reported.configDetails = details
    setTrouble(.config, text)
    note("\(text)\n\(details)", priority: 4, id: .configBroken, fields: [("KIN_CONFIG", world.config.path)])
    startNotice(
      title: "Kinkeeper cannot use its config", body: "\(text).\nkin config check shows what is wrong.")
  }

  /// At the start there is no household in use yet: the copy of the last good config serves.
  private func fallBackToLastGood() {
    guard let bytes = world.config.readLastGood(),
      let household = RitualFile.read(bytes, file: world.config.path, zones: world.zones).household
    else {
      watchAll()
      return
    }
    adopt(household)
  }

  private func adopt(_ new: Household) {
    household = new
    // They live on in the planner: twice would cost half a kilobyte each.
    household.rituals = []
    compile(new.everyRitual)
    record(released)
  }

  /// Compiles every ritual again, against its zone as it is now.
  func rebuildSchedules() { compile(planner.rituals.map(\.ritual)) }

  private func compile(_ rituals: [Ritual]) {
    let (systemZone, fault) = world.zones.systemZone()
    setTrouble(.zone, fault.map { "\($0)" })
    let zone = household.timeZone.flatMap { try? world.zones.zone($0) } ?? systemZone
    // The old planner lets go of it, so that the new one need not copy what is known of a hundred thousand rituals.
    let chronicle = planner.chronicle
    planner = Planner([], circumstances: Circumstances())
    planner = Planner(
      household, rituals: rituals, zone: zone, zones: { (try? world.zones.zone($0)) ?? zone },
      chronicle: chronicle)
    watchAll()
  }

  func watchAll() {
    var paths = [world.config.path] + world.zones.watchedPaths
    // The log, which kin closes behind it; and the file itself, which somebody may take away.
    if let store = history.store { paths += [store.path + "-wal", store.path] }
    world.watch(paths)
  }

  /// Rituals that the history has under care and the config no longer names: they are let go, so that they begin anew
  /// if they come back.
  var released: [Event] {
    planner.removed.map { Event(at: world.now(), ritual: $0, fact: .released) }
  }
}
