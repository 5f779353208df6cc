package io.keqing.search.elastic;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keqing.search.InvalidQueryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Where a page ended: the sort values of its last hit. It travels in URLs, and a sort value may be somebody's name, so
/// it is encrypted and sealed (AES-GCM), and bound to the order it belongs to. The server keeps nothing.
final class Cursor {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /// @param secret one per installation, so that a cursor is good at every portal of it
    Cursor(byte[] secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("keqing cursor".getBytes(StandardCharsets.UTF_8));
            this.key = new SecretKeySpec(digest.digest(secret), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @param order the type and order the values belong to
    String seal(List<@Nullable Object> values, String order) {
        try {
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, order).doFinal(Json.MAPPER.writeValueAsBytes(values));
            byte[] whole = ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a cursor must be sealable", e);
        }
    }

    /// @throws InvalidQueryException where the cursor was not made here for this type and order
    List<@Nullable Object> open(String cursor, String order) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(cursor);
            if (whole.length <= NONCE) {
                throw invalid(null);
            }
            byte[] nonce = java.util.Arrays.copyOf(whole, NONCE);
            byte[] values = cipher(Cipher.DECRYPT_MODE, nonce, order).doFinal(whole, NONCE, whole.length - NONCE);
            return Json.MAPPER.readValue(values, new TypeReference<ArrayList<@Nullable Object>>() {});
        } catch (IllegalArgumentException | GeneralSecurityException | IOException e) {
            throw invalid(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String order) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(order.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static InvalidQueryException invalid(@Nullable Exception cause) {
        InvalidQueryException invalid =
                new InvalidQueryException("cursor must be the `next` of an answer to the same type and sort");
        if (cause != null) {
            invalid.initCause(cause);
        }
        return invalid;
    }
}
