import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;

/** Prints, one a line, what of an ontology lies beyond the OWL 2 RL profile. */
public class ProfileCheck {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            new OWL2RLProfile().checkOntology(ontology).getViolations().forEach(System.out::println);
        }
    }
}
