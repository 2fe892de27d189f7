/// Remembers whether a comment starts before a place in its line.
///
/// Many names may stand on one line of many megabytes: each asks about the bytes since the last one
/// only. They come nearly in ascending order, so that older answers are kept as well.
final class CommentStart {
  private typealias Known = (place: Int, isComment: Bool)
  private var last: Known = (0, false)
  private var older: (near: Known, far: Known) = ((0, false), (0, false))

  /// Names and the values that they belong to are not farther apart.
  private static let distance = 512

  /// The answer at a place.
  ///
  /// `look` reads backwards from there to the place that it is given and no further; nil when it got
  /// there on the same line and nothing has told yet.
  func answer(at place: Int, _ look: (_ known: Int) -> Bool?) -> Bool {
    let known: Known =
      if place >= last.place {
        last
      } else if place >= older.near.place {
        older.near
      } else {
        place >= older.far.place ? older.far : (0, false)
      }
    let answer = look(known.place) ?? known.isComment
    if place > last.place {
      if last.place - older.near.place > Self.distance { older = (near: last, far: older.near) }
      last = (place, answer)
    }
    return answer
  }
}
