import CivilTime
import Planning
import Rituals
import Wording

extension Planner {
  /// A planner of a household's rituals, each compiled for its own zone.
  ///
  /// - Parameters:
  ///   - rituals: the rituals to plan; nil means all of the household.
  ///   - zone: the zone of whatever names none.
  ///   - zones: a zone by its name.
  public init(
    _ household: Household, rituals: [Ritual]? = nil, zone: Zone, zones: (String) throws -> Zone,
    chronicle: Chronicle = Chronicle()
  ) rethrows {
    var named: [String: Zone] = [:]
    var pool = RitualPool()
    let scheduled = try (rituals ?? household.everyRitual).map { ritual in
      let ritual = pool.shared(ritual)
      var own = zone
      if let name = ritual.timeZone {
        own = try named[name] ?? zones(name)
        named[name] = own
      }
      return ScheduledRitual(ritual, zone: own, fingerprint: pool.shared(RitualFile.fingerprint(of: ritual)))
    }
    let circumstances = Circumstances(household, zone: zone) { try? zones($0) }
    self.init(scheduled, circumstances: circumstances, chronicle: chronicle)
  }
}
