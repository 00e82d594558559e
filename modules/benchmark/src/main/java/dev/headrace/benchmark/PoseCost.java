package dev.headrace.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.headrace.ingest.PoseIntake;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What a batch of poses in the compact form costs beside an opaque event of as many bytes: CPU of
 * the whole process, from the body to the forced log, without HTTP. Both go through one pipeline,
 * with token, contract, dedupe and log; the opaque one is looked at by nobody. The rounds
 * alternate, and the figure is the median of their ratios.
 *
 * <p>Arguments: rounds (21) and requests of a round (500).
 */
public final class PoseCost {

    private static final int FRAMES = 30;
    private static final int HEAD = 32;
    private static final int FRAME = 532;
    private static final String COMPACT = "application/vnd.pose.v1+octet-stream";
    private static final UUID SESSION = UUID.fromString("3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55");

    private final OperatingSystemMXBean machine =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final byte[] pose = pose();
    private int next;

    private PoseCost() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 21;
        int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        try (var node = PoseNode.start(SESSION.toString())) {
            new PoseCost().measure(node, rounds, requests);
        }
    }

    private void measure(PoseNode node, int rounds, int requests) {
        var ratios = new double[rounds];
        long posesTook = 0;
        long opaqueTook = 0;
        poses(node, requests); // warm
        opaque(node, requests);
        for (int round = 0; round < rounds; round++) {
            long poses = poses(node, requests);
            long opaque = opaque(node, requests);
            ratios[round] = (double) poses / opaque;
            posesTook += poses;
            opaqueTook += opaque;
        }
        Arrays.sort(ratios);
        System.out.printf(
                "%d bytes: pose %.1f us, opaque %.1f us of CPU a request; ratio %.2f"
                        + " (median of %d, from %.2f to %.2f)%n",
                pose.length,
                posesTook / 1e3 / rounds / requests,
                opaqueTook / 1e3 / rounds / requests,
                ratios[rounds / 2],
                rounds,
                ratios[0],
                ratios[rounds - 1]);
    }

    private long poses(PoseNode node, int requests) {
        var intake = new PoseIntake(node.pipeline());
        long before = machine.getProcessCpuTime();
        for (int i = 0; i < requests; i++) {
            ByteBuffer.wrap(pose).order(ByteOrder.LITTLE_ENDIAN).putInt(24, next++);
            node.requireTaken(intake.ingest(node.request("pose", COMPACT, pose), Optional.empty()));
        }
        return machine.getProcessCpuTime() - before;
    }

    private long opaque(PoseNode node, int requests) {
        long before = machine.getProcessCpuTime();
        for (int i = 0; i < requests; i++) {
            node.requireTaken(
                    node.pipeline()
                            .ingest(node.request("opaque", "application/json", opaque(next++))));
        }
        return machine.getProcessCpuTime() - before;
    }

    /** An event of as many bytes as the compact form has. */
    private byte[] opaque(int sequence) {
        byte[] head =
                "{\"session_id\":\"%s\",\"batch_seq\":%d,\"body\":\""
                        .formatted(SESSION, sequence)
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] event = Arrays.copyOf(head, pose.length);
        Arrays.fill(event, head.length, event.length - 2, (byte) 'x');
        event[event.length - 2] = '"';
        event[event.length - 1] = '}';
        return event;
    }

    private static byte[] pose() {
        var random = new SplittableRandom(1);
        ByteBuffer batch =
                ByteBuffer.allocate(HEAD + FRAMES * FRAME)
                        .put("PSE1".getBytes(StandardCharsets.US_ASCII))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(1)
                        .order(ByteOrder.BIG_ENDIAN)
                        .putLong(SESSION.getMostSignificantBits())
                        .putLong(SESSION.getLeastSignificantBits())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(0)
                        .putShort((short) FRAMES)
                        .put((byte) 33)
                        .put((byte) 4);
        for (int frame = 0; frame < FRAMES; frame++) {
            batch.putInt(frame * 33);
            for (int place = 0; place < 132; place++) {
                batch.putFloat((float) random.nextDouble());
            }
        }
        return batch.array();
    }
}
