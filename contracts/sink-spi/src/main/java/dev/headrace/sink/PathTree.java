package dev.headrace.sink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The members of an event that somebody wants, as a tree of their names; each has a slot. Built
 * once for a mapping and then only read, by any number of threads; {@link JsonMembers} looks for
 * what it names.
 */
public final class PathTree {

    /** A member that nobody wants itself, but something inside it. */
    static final int NO_SLOT = -1;

    private final byte[] name;
    private final List<PathTree> members = new ArrayList<>();
    private int slot = NO_SLOT;
    private int slots;

    private PathTree(String name) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    /** A tree that nobody wants anything of yet. */
    public static PathTree empty() {
        return new PathTree("");
    }

    /** The slot of a member, named from the outside in; the same path has the same slot. */
    public int slotOf(List<String> path) {
        PathTree here = this;
        for (String step : path) {
            here = here.memberOrNew(step);
        }
        if (here.slot == NO_SLOT) {
            here.slot = slots;
            slots++;
        }
        return here.slot;
    }

    /** How many slots there are; asked at the root. */
    int slots() {
        return slots;
    }

    int slot() {
        return slot;
    }

    boolean hasMembers() {
        return !members.isEmpty();
    }

    /** The wanted member of a name that stands in a JSON text without escapes; itself if none. */
    PathTree member(byte[] json, int from, int to) {
        for (PathTree member : members) {
            if (Arrays.equals(member.name, 0, member.name.length, json, from, to)) {
                return member;
            }
        }
        return this;
    }

    private PathTree memberOrNew(String step) {
        byte[] wanted = step.getBytes(StandardCharsets.UTF_8);
        for (PathTree member : members) {
            if (Arrays.equals(member.name, wanted)) {
                return member;
            }
        }
        var member = new PathTree(step);
        members.add(member);
        return member;
    }
}
