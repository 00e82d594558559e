package dev.headrace.sink.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One check of the kit. It runs once where everything that it needs is there; where it is not, the
 * report says why, and there is no test.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Checking.class)
@interface Check {

    /** What a sink has promised, as a sentence without its full stop. */
    String promise();

    /** Where the promise stands. */
    String where();

    /** What must be there for the check to mean anything. */
    Need[] needs() default {};
}
