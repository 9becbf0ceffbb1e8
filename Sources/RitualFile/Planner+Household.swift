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
    // By their `when`: what one of them was compiled to is right for all that differ in nothing about time.
    var compiled: [ObjectIdentifier: ScheduledRitual] = [:]
    let scheduled = try (rituals ?? household.everyRitual).map { ritual in
      let like = compiled[ritual.said.identity]
      if let like, ritual.isTimed(like: like.ritual) { return ScheduledRitual(ritual, like: like) }
      var own = zone
      if let name = ritual.timeZone {
        own = try named[name] ?? zones(name)
        named[name] = own
      }
      let scheduled = ScheduledRitual(ritual, zone: own, fingerprint: RitualFile.fingerprint(of: ritual))
      if like == nil { compiled[ritual.said.identity] = scheduled }
      return scheduled
    }
    let circumstances = Circumstances(household, zone: zone) { try? zones($0) }
    self.init(scheduled, circumstances: circumstances, chronicle: chronicle)
  }
}
