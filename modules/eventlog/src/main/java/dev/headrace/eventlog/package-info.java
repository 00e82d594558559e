/**
 * The durable, ordered log of accepted events, and the other files that must survive a crash:
 * journals and dead letters. {@link dev.headrace.eventlog.DataFolder} is the way in. Ingest
 * appends, publishing reads and implements {@link dev.headrace.eventlog.DeliveryState}; the log
 * knows neither.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>An append returns only after its bytes, the name of their file and the zeros behind them
 *       are forced. One write and one force serve all appends that wait at the time: a group. The
 *       next group is encoded meanwhile, and written when this one's force has succeeded.
 *   <li>A group never spans segments, and an append never spans groups: after a crash an append is
 *       there whole or not at all. An append that never returned may be there.
 *   <li>A group is written only after the force of the group before it has succeeded. A failed
 *       write or force ends the writer; only a restart, which checks the bytes, goes on.
 *   <li>All bytes of a segment are on disk before it is used, so an append never meets a full
 *       volume: they are zeros, or what the file held as an older segment. Every group of its
 *       earlier uses is below its base.
 *   <li>Records are numbered from 0 for ever, per node. Numbers go up along the log; a gap is
 *       damage, and reported.
 *   <li>Readers see forced frames only.
 *   <li>Segments go oldest first, one forced unlink or rename at a time, and never the newest;
 *       nothing that a required sink needs, and what an optional sink needs only after {@code
 *       expire} returned.
 *   <li>The file of a segment that went is changed only after the loss of its name is forced; who
 *       still reads it finds out, after each read, that the segment is no part of the log.
 *   <li>No byte FF occurs in UTF-8, and all that clients can put into a frame is UTF-8: nobody can
 *       post an event that looks like a frame.
 * </ol>
 *
 * <h2>Files</h2>
 *
 * <table>
 *   <caption>Below the data folder</caption>
 *   <tr><td>{@code lock}</td><td>locked by the process that uses the folder; holds its pid</td></tr>
 *   <tr><td>{@code node}</td><td>the node's id, 12 letters of {@code a-z0-9}</td></tr>
 *   <tr><td>{@code log/BASE.seg}</td><td>a segment; BASE is the number of its first record, 16
 *       hexadecimal digits</td></tr>
 *   <tr><td>{@code log/spare}</td><td>the next segment, forced: full of zeros; or an older segment's
 *       file, with a header whose base, the newest segment's of that time, is above every group in
 *       it, and at most the next segment's; {@code spare.tmp} is not finished yet</td></tr>
 *   <tr><td>{@code log/repaired}</td><td>the losses that repairs have stated; {@code .damaged}
 *       behind a name: the original that a repair has kept</td></tr>
 *   <tr><td>{@code state/NAME.journal}</td><td>a block file; {@code .tmp} behind it: not finished
 *       yet</td></tr>
 *   <tr><td>{@code dedupe/FROM-TO.run}</td><td>a run of ids: all that were remembered of the records
 *       FROM to TO, TO not included, 16 hexadecimal digits each; {@code run.tmp} is not finished
 *       yet</td></tr>
 *   <tr><td>{@code dead-letters/SINK.NUMBER}</td><td>a block file; the next one begins at 64
 *       MiB</td></tr>
 *   <tr><td>{@code rejects/NUMBER}</td><td>a block file; the next one begins with the next hour, or
 *       at a sixteenth of the quota</td></tr>
 * </table>
 *
 * <p>In NAME and SINK everything but {@code a-z0-9_-} is {@code %xx}. Numbers are big-endian. CRC
 * is CRC-32C. Text is a length and UTF-8. A length or count without a size in the tables is a
 * varint (LEB128, at most five bytes) and never more than the bytes that are left.
 *
 * <h2>Segment, format 1</h2>
 *
 * <table>
 *   <caption>Header, 64 bytes</caption>
 *   <tr><th>at</th><th>bytes</th><th>what</th></tr>
 *   <tr><td>0</td><td>4</td><td>{@code FF 48 52 53}</td></tr>
 *   <tr><td>4</td><td>4</td><td>CRC of bytes 8 to 63</td></tr>
 *   <tr><td>8</td><td>4</td><td>format: 1; another one stops the start</td></tr>
 *   <tr><td>12</td><td>4</td><td>0</td></tr>
 *   <tr><td>16</td><td>8</td><td>base: the number of the first record</td></tr>
 *   <tr><td>24</td><td>8</td><td>the base of the segment before, -1 for the first</td></tr>
 *   <tr><td>32</td><td>8</td><td>when it was begun, and so the one before ended: milliseconds since
 *       1970</td></tr>
 *   <tr><td>40</td><td>12</td><td>node id; another one stops the start</td></tr>
 *   <tr><td>52</td><td>12</td><td>0</td></tr>
 * </table>
 *
 * <p>Frames follow, one per {@link dev.headrace.eventlog.FrameDraft}, each at a multiple of 8, with
 * zeros between.
 *
 * <table>
 *   <caption>Frame</caption>
 *   <tr><th>at</th><th>bytes</th><th>what</th></tr>
 *   <tr><td>0</td><td>4</td><td>{@code FF 48 52 46}</td></tr>
 *   <tr><td>4</td><td>4</td><td>CRC of everything from 8 on</td></tr>
 *   <tr><td>8</td><td>4</td><td>length of the frame from 0 on, without the zeros behind it</td></tr>
 *   <tr><td>12</td><td>4</td><td>flags: 1 = last frame of its append, 2 =
 *       dedupe part</td></tr>
 *   <tr><td>16</td><td>8</td><td>number of its first record</td></tr>
 *   <tr><td>24</td><td>8</td><td>number of the first record of its group</td></tr>
 *   <tr><td>32</td><td>4</td><td>how many records, at least 1</td></tr>
 *   <tr><td>36</td><td>4</td><td>route epoch</td></tr>
 *   <tr><td>40</td><td>8</td><td>received at, milliseconds since 1970</td></tr>
 *   <tr><td>48</td><td>4</td><td>schema version</td></tr>
 *   <tr><td>52</td><td>4</td><td>0</td></tr>
 *   <tr><td>56</td><td>32</td><td>SHA-256 of the schema</td></tr>
 *   <tr><td>88</td><td></td><td>stream, text</td></tr>
 *   <tr><td></td><td></td><td>principal: kind (varint; 1 person, 2 service, 3 session, 4
 *       anonymous), name, then e-mail and organisation, each 0, or 1 and a text</td></tr>
 *   <tr><td></td><td></td><td>attributes: count, then name and value of each</td></tr>
 *   <tr><td></td><td></td><td>with flag 2: the owner of the ids (0: it is the principal's; or 1 and a
 *       text), then one bit for each record, lowest first: a repeat would bring its id again</td></tr>
 *   <tr><td></td><td></td><td>for each record: length of its JSON, occurred at (8 bytes seconds, 4
 *       bytes nanoseconds), id, key, layout (count, then texts)</td></tr>
 *   <tr><td></td><td></td><td>the JSON of each record, one behind the other</td></tr>
 * </table>
 *
 * <h2>Recovery</h2>
 *
 * <p>A frame is intact when it lies inside its segment, its CRC is right, its group is not below
 * the segment's base and its number is not below the one that the place must have; so what an
 * earlier use of the bytes left is not. In an older segment a number that the next segment has
 * begins nothing: it was torn, and a failed force hid from a recovery that it had not been cut. The
 * newest segment is read through. At the first place without an intact frame, the rest is searched
 * in steps of 8 for an intact frame of a later group than the one that should be there:
 *
 * <ul>
 *   <li>There is one: the bad place had been forced, so it is damage. It is reported with segment
 *       and offset, left as it is, and reading goes on behind it; numbers go on above all that was
 *       found.
 *   <li>There is none: a torn tail, the write that a crash interrupted. Everything behind the last
 *       whole append is overwritten with zeros and forced. (That the newest group was whole once
 *       and rotted later looks the same.)
 * </ul>
 *
 * <p>Then the newest group, or what is left of it, is written once more and forced, before anybody
 * reads it: after a failed force it may be in the page cache only, and marked clean. Of older
 * segments only the headers are read at the start (a segment whose forerunner is not the one that
 * its header names: damage); damage inside is found, reported and passed when it is read. Nothing
 * but a torn tail is ever changed to get started; only the log of another node or of a newer format
 * stops the start.
 *
 * <h2>Block file, format 1</h2>
 *
 * <p>Header, 24 bytes: {@code FF 48 52 4A}, CRC of 8 to 23, format (4), 0 (4), generation (8): how
 * often a snapshot has replaced it. Then blocks, each at a multiple of 8: {@code FF 48 52 42}, CRC
 * of all from 8 on (4), length from 0 on (4), count of entries (4), number of the block in the file
 * (8), then length (4) and bytes of each entry. One append is one block and one force (of several
 * appends, when they wait together), so a later intact block proves damage, as in the log; else the
 * file is cut behind the last intact block. That block is written again at the start, as in the
 * log. A snapshot is written to {@code .tmp}, forced, renamed, and the folder forced.
 *
 * <h2>Run of ids, format 1</h2>
 *
 * <p>Header, 96 bytes: {@code FF 48 52 44}, CRC of 8 to 95, format (4), count of blocks (4), first
 * record and the one after the last (8 each), from when and until when they were accepted (8 each,
 * milliseconds since 1970), the key of the hashes (8), count of entries (8), bytes of scopes (4),
 * words of the filter (4). Then blocks of 4096 bytes: CRC of the rest (4), count of entries (4),
 * entries, zeros. An entry: SipHash-1-3 of the id in its scope (8), the record's number (8), the
 * first 16 bytes of the SHA-256 of its JSON, where its scope is (4), the id: FF and 16 bytes for a
 * UUID in lower case, else its length (1) and its letters. Entries are in the order of their
 * hashes, without sign. Then scopes: CRC of the text (4), its length (4), the text: stream, 0,
 * owner. Then the first hash of each block, the filter's words, and the CRC of these two.
 *
 * <p>A run is written to {@code run.tmp}, forced, renamed, and the folder forced; then only the
 * runs go that it replaces. A start reads from the log what the newest run does not cover; a run
 * inside a larger one's records is a leftover. The ids of an append under way are claimed in
 * memory; a run that says TO is begun only after every claim of that moment has ended.
 *
 * <p>An entry of dead letters: 1 (varint), sink, stream, schema version (varint), received at (8 +
 * 4 bytes), principal, dead at, code, detail, position (node, 8 bytes), id, occurred at, key,
 * layout, JSON.
 *
 * <p>An entry of the reject log: 1 (varint), at, stream, principal, reason; or, for refusals that
 * were counted and not written, 2 (varint), count (8), first and last at, stream, fingerprint, and
 * the newest one's reason without its id. A reason: index (4), id (0, or 1 and a text), code,
 * pointer, keyword, message, fingerprint, versions that would accept (count, then varints). These
 * files are forced about once a second, not before the answer: a crash may lose that second.
 *
 * <p>The journal {@code dead-letters} says which letters were resolved. An entry: 1 (varint), file
 * name of the sink, stream, how many letters (varint), how many places (varint), and of each the
 * file's number and the offsets where the letter before ends and where it ends (varints); or 2,
 * file name of the sink, stream, how many letters (8 bytes). The counts of all entries add up. A
 * dead letter file goes when all of it is resolved, the name forced, before its places are
 * forgotten.
 */
@NullMarked
package dev.headrace.eventlog;

import org.jspecify.annotations.NullMarked;
