/// Where the parts of a TZif data block lie, and how they are read (RFC 9636 §3.2).
struct TZifBlock {
  let header: TZifHeader
  let timeSize: Int
  let times, indices, types, characters, leaps, end: Int

  init(_ header: TZifHeader, start: Int, timeSize: Int) {
    self.header = header
    self.timeSize = timeSize
    times = start
    indices = times + header.transitions * timeSize
    types = indices + header.transitions
    characters = types + header.types * 6
    leaps = characters + header.characters
    end = leaps + header.leapSeconds * (timeSize + 4) + header.standardIndicators + header.universalIndicators
  }

  func types(_ bytes: [UInt8], names: inout [String]) throws(TZifFault) -> [LocalTimeType] {
    guard header.types > 0 else { throw .badCount(.types, 0) }
    var read: [LocalTimeType] = []
    read.reserveCapacity(header.types)
    for number in 0..<header.types {
      let place = types + number * 6
      let offset = bytes.bigEndian(at: place, count: 4)
      let letters = Int(bytes[place + 5])
      guard offset.magnitude < UInt64(Zone.widestOffset), bytes[place + 4] <= 1, letters < header.characters
      else { throw .badType(number) }
      let text = bytes[(characters + letters)..<leaps].prefix { $0 != 0 }
      guard text.endIndex < leaps, text.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .badType(number) }
      let name = names.index(adding: String(decoding: text, as: UTF8.self))
      read.append(LocalTimeType(offset: Int32(offset), isDaylight: bytes[place + 4] == 1, name: name))
    }
    return read
  }

  /// The transitions that change something, on the POSIX time line.
  func transitions(
    _ bytes: [UInt8], types read: [LocalTimeType]
  ) throws(TZifFault) -> (times: [Int64], indices: [UInt8]) {
    let leapSeconds = try leapSeconds(bytes)
    var kept: [Int64] = []
    var keptIndices: [UInt8] = []
    kept.reserveCapacity(header.transitions)
    keptIndices.reserveCapacity(header.transitions)
    var last = Int64.min
    var current = read[0]
    var leap = 0
    var correction: Int64 = 0
    for number in 0..<header.transitions {
      let time = bytes.bigEndian(at: times + number * timeSize, count: timeSize)
      let index = bytes[indices + number]
      guard time > last || number == 0, time.magnitude <= 1 << 60 else { throw .badTransition(number) }
      guard Int(index) < read.count else { throw .badTypeIndex(Int(index), transition: number) }
      last = time
      while leap < leapSeconds.count && leapSeconds[leap].time <= time {
        correction = leapSeconds[leap].correction
        leap += 1
      }
      let type = read[Int(index)]
      guard type != current else { continue }
      current = type
      let posix = time - correction
      guard kept.last.map({ posix > $0 }) ?? true else { throw .badTransition(number) }
      kept.append(posix)
      keptIndices.append(index)
    }
    return (kept, keptIndices)
  }

  private func leapSeconds(_ bytes: [UInt8]) throws(TZifFault) -> [(time: Int64, correction: Int64)] {
    var read: [(time: Int64, correction: Int64)] = []
    read.reserveCapacity(header.leapSeconds)
    for number in 0..<header.leapSeconds {
      let place = leaps + number * (timeSize + 4)
      let time = bytes.bigEndian(at: place, count: timeSize)
      let correction = bytes.bigEndian(at: place + timeSize, count: 4)
      guard time.magnitude <= 1 << 60, correction.magnitude <= 3600, read.last.map({ time > $0.time }) ?? true
      else { throw .badLeapSecond(number) }
      read.append((time, correction))
    }
    return read
  }
}
