extension CivilDate {
  /// Easter Sunday of a year in the Gregorian calendar, from 22 March to 25 April: the Sunday after the first full moon of
  /// spring, as the church reckons it since 1583 (the anonymous computus of Nature, 1876; Meeus, "Astronomical
  /// Algorithms", chapter 8). Years before go by the same reckoning.
  public static func easterSunday(of year: Int) -> CivilDate {
    let golden = year % 19
    let (century, ofCentury) = year.quotientAndRemainder(dividingBy: 100)
    let moonShift = (century - (century + 8) / 25 + 1) / 3
    let fullMoon = (19 * golden + century - century / 4 - moonShift + 15) % 30
    let toSunday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - fullMoon - ofCentury % 4) % 7
    let late = (golden + 11 * fullMoon + 22 * toSunday) / 451
    let days = fullMoon + toSunday - 7 * late
    return CivilDate(dayNumber: dayNumber(year: year, month: 3, day: 22) + days)
  }

  /// How many days from Easter Sunday a day may be to lie in the same year, whenever Easter is.
  public static var daysFromEaster: ClosedRange<Int> { -80...250 }
}
