package io.keqing.similar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.search.InvalidQueryException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LanguageBridgeTest {
    private static final LanguageBridge BRIDGE = LanguageBridge.load();

    private static float[] vector(TextModel model, long seed) {
        Random random = new Random(seed);
        float[] vector = new float[model.dimensions()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    @Test
    void whatIsCarried_hasTheDimensionsOfTheOtherModel() {
        for (TextModel model : TextModel.values()) {
            assertEquals(model.other().dimensions(), BRIDGE.carry(model, vector(model, 1)).length);
        }
    }

    @Test
    void likeness_isTheSameFromBothSides() {
        float[] chinese = vector(TextModel.ZH, 1);
        float[] english = vector(TextModel.EN, 2);
        assertEquals(
                BRIDGE.likeness(TextModel.ZH, chinese, english), BRIDGE.likeness(TextModel.EN, english, chinese), 1e-9);
        assertTrue(Math.abs(BRIDGE.likeness(TextModel.ZH, chinese, english)) < 0.3, "noise is like nothing");
    }

    @Test
    void aLikenessAcrossLanguages_isComparedWithTheOwnCosines() {
        for (TextModel model : TextModel.values()) {
            assertTrue(model.comparable(0.6) > model.comparable(0.3));
            assertTrue(model.comparable(1) > model.alike() && model.comparable(0) < model.least());
        }
    }

    @Test
    void languages_areSameOrAll() {
        assertEquals(Languages.SAME, Languages.of("same"));
        assertEquals(Languages.ALL, Languages.of("all"));
        assertTrue(assertThrows(InvalidQueryException.class, () -> Languages.of("some"))
                .getMessage()
                .contains("\"some\""));
    }
}
