package dev.headrace.sink.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The one check that a sink of the zoo fails. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Fails {

    /** The concern and the check. */
    String value();
}
