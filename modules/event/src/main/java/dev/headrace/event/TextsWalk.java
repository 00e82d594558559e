package dev.headrace.event;

import java.io.ByteArrayOutputStream;

/** Changes the texts of one value. */
final class TextsWalk extends JsonWalk {

    private final JsonTexts.TextChange change;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int written;
    private boolean changed;

    TextsWalk(byte[] json, int from, int to, JsonTexts.TextChange change) {
        super(json, from, to);
        this.change = change;
        this.written = from;
    }

    void run() {
        while (at < end) {
            if (json[at] == '"') {
                int from = at;
                skipString();
                if (!isName()) {
                    change(from, at);
                }
            } else {
                at++;
            }
        }
    }

    private boolean isName() {
        int next = at;
        while (next < end && json[next] <= ' ') {
            next++;
        }
        return next < end && json[next] == ':';
    }

    @SuppressWarnings("ReferenceEquality") // the same text is the same object
    private void change(int from, int to) {
        String text = JsonTexts.read(json, from, to);
        String other = change.change(text);
        if (other != text) {
            out.write(json, written, from - written);
            out.writeBytes(JsonTexts.write(other));
            written = to;
            changed = true;
        }
    }

    FieldPlaces.Change changed() {
        if (!changed) {
            return new FieldPlaces.Change.None();
        }
        out.write(json, written, end - written);
        return new FieldPlaces.Change.Replace(out.toByteArray());
    }
}
