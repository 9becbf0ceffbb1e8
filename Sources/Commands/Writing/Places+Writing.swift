import Files
import Glibc

extension Places {
  /// How the config is written where it can't be replaced.
  func inPlace(_ context: Context) -> InPlaceWriting {
    InPlaceWriting(folder: state, home: context.paths.home)
  }

  /// Puts right a config whose last write in place was cut short, and says so. Nothing is thrown away: what is replaced
  /// stays in a file beside the copy.
  func mendInterruptedWrite(in context: Context) {
    let writing = inPlace(context)
    guard let (copy, old) = writing.interrupted(config),
      let present = try? readBounded(path: config, limit: ConfigFile.sizeLimit(context.environment))
    else { return }
    if present == old {
      unlink(copy)
      return
    }
    let kept = copy + ".kept"
    do {
      if ConfigFile(path: config, bytes: present, in: context).reading.household != nil {
        guard rename(copy, kept) == 0 else { return }
        context.warn(
          "a write of \(config) was cut short, but it is good; what it held before is kept in \(kept)")
      } else {
        try writeAtomically(path: kept, bytes: present)
        try writing.restore(config, from: copy, old)
        context.warn(
          "a write of \(config) was cut short, so it is again as it was before; the rest is kept in \(kept)")
      }
    } catch {
      context.warn("a write of \(config) was cut short; what it held before is in \(copy): \(error)")
    }
  }
}
