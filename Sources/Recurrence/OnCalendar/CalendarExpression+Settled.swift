/// A component with its place in a text, and that of its step.
package typealias PlacedComponent = (
  component: CalendarExpression.Component, range: Range<Int>, step: Range<Int>?
)

extension CalendarExpression {
  /// Components as systemd keeps them, each held to the numbers of its field: years with all four digits, ranges
  /// that end where their steps do, all in order and each once.
  ///
  /// - Parameter text: what is written at a place, for the words of a fault.
  package static func settled(
    _ written: [PlacedComponent], _ field: CalendarField, fromEnd: Bool = false, text: (Range<Int>) -> String
  ) throws(ExpressionFault) -> [Component] {
    func fault(_ problem: CalendarProblem, _ range: Range<Int>) -> ExpressionFault {
      ExpressionFault(.calendar(problem), at: range)
    }
    let range = fromEnd ? 1...28 : field.range
    var settled: [Component] = []
    for (written, place, stepPlace) in written {
      var component = written
      if field == .year {
        component.start = fullYear(component.start)
        component.end = component.end.map(fullYear)
      }
      for number in [component.start, component.end ?? component.start] where !range.contains(number) {
        if fromEnd, (29...31).contains(number) { throw fault(.tooFarFromEnd("\(number)"), place) }
        throw fault(.outOfRange("\(number)", field, range), place)
      }
      if let end = component.end {
        guard end >= component.start else { throw fault(.reversedRange(text(place), field), place) }
        component.end = end - (end - component.start) % component.step
        if component.end == component.start { component = Component(component.start) }
      } else if component.step > 0 {
        let reach = fromEnd ? component.start - range.lowerBound : range.upperBound - component.start
        guard component.step <= reach else {
          throw fault(.stepTooLong(component.step, from: component.start, field), stepPlace ?? place)
        }
      }
      settled.append(component)
    }
    // Beside every second others say nothing; systemd writes `*` for them all.
    if field == .second, settled.contains(everySecond[0]) { return everySecond }
    settled.sort { ($0.start, $0.end ?? -1, $0.step) < ($1.start, $1.end ?? -1, $1.step) }
    for place in settled.indices.dropFirst().reversed() where settled[place] == settled[place - 1] {
      settled.remove(at: place)
    }
    return settled
  }

  /// 12 is 2012 and 89 is 1989.
  private static func fullYear(_ year: Int) -> Int {
    year < 70 ? year + 2000 : year < 100 ? year + 1900 : year
  }
}
